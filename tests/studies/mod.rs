//! Many points of one scenario: sweeps, comparisons, choices, robustness, and the numerics below them.

mod analyses;
mod choices;
mod compare;
mod defaults;
mod numerics;
mod pandas;
mod robustness;
mod sweep;

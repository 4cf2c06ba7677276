//! Studies against the numbers of other programs, and their intervals against simulation.

mod coverage;
mod decisions;
mod design;
mod models;
mod morris;
mod oracle;
mod prim;
mod sobol_indices;

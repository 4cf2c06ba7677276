//! Playing and solving: against closed forms, against each other, and against a slow reading of the rules.

mod branch;
mod digits;
mod equilibrium;
mod exact_chains;
mod library;
mod luck;
mod random_scenarios;
mod strategies;
mod textbook;

//! Playing and solving: against closed forms, against each other, and against a slow reading of the rules.

mod branch;
mod digits;
mod equilibrium;
mod exact_chains;
mod library;
mod luck;
mod one_by_one;
mod random_scenarios;
mod strategies;
mod textbook;

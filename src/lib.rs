//! `standoff` turns the story of a diplomatic standoff into a game, plays it, solves it, and shows what comes of it.

pub mod chart;
pub mod game;
pub mod play;
pub mod prose;
pub mod results;
pub mod run;
pub mod scenario;
pub mod solve;
pub mod strategy;

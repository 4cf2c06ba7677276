//! Noise: with probability ε, each round on its own, an actor does something else than it intended, namely a move drawn
//! by weight from the available moves outside the intended stance ("trembles"; Selten 1975, Axelrod & Dion 1988).
//!
//! Where all available moves share one stance there is nothing else to do, and the intention stands.

use super::View;

/// Turns intentions into what is done.
pub(super) fn tremble(view: &View<'_>, noise: f64, mix: &mut [f64]) {
    if noise == 0.0 {
        return;
    }
    let actions = &view.game.actors[view.actor()].actions;
    let weight = &view.game.types[view.kind].weight;
    let intended: Vec<f64> = view.available.iter().map(|&action| mix[action]).collect();
    for (&meant, &probability) in view.available.iter().zip(&intended) {
        let outside = || view.available.iter().filter(|&&other| actions[other].stance != actions[meant].stance);
        let total: f64 = outside().map(|&other| weight[other]).sum();
        if total > 0.0 {
            mix[meant] -= noise * probability;
            for &other in outside() {
                mix[other] += noise * probability * weight[other] / total;
            }
        }
    }
}

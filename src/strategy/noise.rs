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
    let stance = |action: usize| actions[action].stance as usize;

    // By stance: what is intended, and the weight of what is available.
    let (mut intended, mut within) = ([0.0; 3], [0.0; 3]);
    for &action in view.available {
        intended[stance(action)] += mix[action];
        within[stance(action)] += weight[action];
    }
    // A slip from a stance, for each unit of weight outside it.
    let outside = [within[1] + within[2], within[0] + within[2], within[0] + within[1]];
    let slip = [0, 1, 2].map(|s| if outside[s] > 0.0 { noise * intended[s] / outside[s] } else { 0.0 });
    for &action in view.available {
        let own = stance(action);
        let from_others: f64 = (0..3).filter(|&other| other != own).map(|other| slip[other]).sum();
        if outside[own] > 0.0 {
            mix[action] *= 1.0 - noise;
        }
        mix[action] += weight[action] * from_others;
    }
}

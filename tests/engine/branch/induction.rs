//! A whole scenario by the slow reference: the naive reading of its rules gives each stage game, the slow tracer its
//! mixes, and these what the round before is about.

use super::game::{Game, Kind};
use super::slow::{Undecided, follow_twice};
use crate::engine::random_scenarios::oracle::{Oracle, State, Table};
use crate::engine::random_scenarios::reason::{Mixes, Stage};
use std::collections::BTreeMap;

/// What the slow reference says of a scenario.
pub(crate) struct Slow {
    /// The mixes of all rounds that are planned for.
    pub(crate) table: Table,
    /// What the start is worth, by actor and type.
    pub(crate) values: Vec<Vec<f64>>,
    /// Folds of the curves of all stage games.
    pub(crate) folds: usize,
    pub(crate) residual: f64,
    /// The largest amplification of an error, see [`Found`](super::slow::Found).
    pub(crate) amplification: f64,
}

pub(crate) fn solve(oracle: &Oracle<'_>) -> Result<Slow, Undecided> {
    let (mut folds, mut residual, mut amplification) = (0, 0.0_f64, 1.0_f64);
    let stage = |round, state: &State, stage: &Stage| {
        let (game, coordinates) = stage_game(oracle, stage, round, state);
        let found = follow_twice(&game)?;
        folds += found.folds;
        residual = residual.max(found.residual);
        amplification = amplification.max(found.amplification);
        let mut mixes: Mixes = oracle.mixes_of(|actor, _| vec![0.0; oracle.0.actors[actor].moves.len()]);
        for (&(actor, kind, made), p) in coordinates.iter().zip(&found.p) {
            mixes[actor][kind][made] = *p;
        }
        Ok(mixes)
    };
    let (table, values) = oracle.induction(stage)?;
    Ok(Slow { table, values, folds, residual, amplification })
}

/// A stage game, and the actor, type and move of each of its coordinates.
fn stage_game(
    oracle: &Oracle<'_>,
    stage: &Stage,
    round: u32,
    state: &State,
) -> (Game, Vec<(usize, usize, usize)>) {
    let mut kinds = Vec::new();
    let mut coordinates = Vec::new();
    let mut first = Vec::new();
    for (actor, kind) in oracle.each_kind() {
        let moves = oracle.available(actor, kind, round, state);
        let of = oracle.kind(actor, kind);
        kinds.push(Kind { actor, prior: of.prior, lambda: of.rationality, moves: moves.len() });
        first.push(coordinates.len());
        coordinates.extend(moves.into_iter().map(|made| (actor, kind, made)));
    }
    let pay: BTreeMap<(&[usize], &[usize]), &[f64]> =
        stage.0.iter().map(|(kinds, moves, pay)| ((&kinds[..], &moves[..]), &pay[..])).collect();
    let game = Game::new(&kinds, |block, own, others| {
        let mut profile: Vec<(usize, usize, usize)> = others.iter().map(|&c| coordinates[c]).collect();
        profile.push(coordinates[first[block] + own]);
        profile.sort_unstable();
        let kinds: Vec<usize> = profile.iter().map(|of| of.1).collect();
        let moves: Vec<usize> = profile.iter().map(|of| of.2).collect();
        pay[&(&kinds[..], &moves[..])][coordinates[first[block]].0]
    });
    (game, coordinates)
}

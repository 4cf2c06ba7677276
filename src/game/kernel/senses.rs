//! Which states fare alike under some effects, and so have one pattern.

use crate::game::effect::EffectIndex;
use crate::game::space::Level;
use crate::game::{ActionIndex, Game, Gate};
use rustc_hash::FxHashMap;

/// What can be told apart: for each track, its levels in classes.
///
/// Two states that are alike on every track fare alike: the same gates are open in them, the same chances come up, and
/// every change moves them equally far, to states that are alike for what follows.
#[derive(Clone)]
pub(super) struct Senses(Vec<Classes>);

/// Some things in classes, such as the levels of a track.
#[derive(Clone)]
pub(super) struct Classes {
    /// The class of each.
    pub(super) of: Vec<u32>,
    /// How many classes there are.
    pub(super) count: u32,
}

impl Classes {
    /// So many things in one class.
    pub(super) fn one(things: usize) -> Classes {
        Classes { of: vec![0; things], count: 1 }
    }

    /// Takes apart what differs in what is told of it.
    pub(super) fn split(&mut self, told: impl Fn(usize) -> u64) {
        let mut known: FxHashMap<(u32, u64), u32> = FxHashMap::default();
        for (level, class) in self.of.iter_mut().enumerate() {
            let next = known.len() as u32;
            *class = *known.entry((*class, told(level))).or_insert(next);
        }
        self.count = known.len() as u32;
    }
}

impl Senses {
    /// Nothing is told apart.
    pub(super) fn new(game: &Game) -> Senses {
        let tracks = 0..game.space.tracks();
        Senses(tracks.map(|track| Classes::one(game.space.size(track))).collect())
    }

    /// From what matters after some effects to what matters before them, last effect first.
    pub(super) fn before(
        &mut self,
        game: &Game,
        epoch: usize,
        effects: &[EffectIndex],
        actions: &[ActionIndex],
    ) {
        for &index in effects.iter().rev() {
            let effect = &game.effects[index];
            if !effect.gate.open_to(epoch, actions) {
                continue;
            }
            let after = self.clone();
            self.before(game, epoch, &effect.otherwise, actions);
            self.gate(&effect.gate);
            // Of levels that close the gate nothing more is asked.
            let open = |track, level: usize| {
                effect.gate.tables().all(|(gated, allowed)| gated != track || allowed[level])
            };
            let mut see = |track: usize, told: &dyn Fn(usize) -> u64| {
                self.0[track].split(|level| if open(track, level) { told(level) } else { 0 });
            };
            for (track, values) in effect.chance.tables() {
                see(track, &|level| values[level].to_bits());
            }
            for track in effect.chance.factors() {
                see(track, &|level| level as u64);
            }
            for track in effect.changed() {
                see(track, &|level| {
                    let to = usize::from(effect.level_from(&game.space, track, level as Level));
                    let by = to as i32 - level as i32;
                    u64::from(by as u32) << 32 | u64::from(after.0[track].of[to])
                });
            }
        }
    }

    pub(super) fn gate(&mut self, gate: &Gate) {
        for (track, allowed) in gate.tables() {
            self.0[track].split(|level| u64::from(allowed[level]));
        }
    }

    /// Tells apart what others do, too.
    pub(super) fn join(&mut self, others: &Senses) {
        for (mine, others) in self.0.iter_mut().zip(&others.0) {
            if others.count > 1 {
                mine.split(|level| u64::from(others.of[level]));
            }
        }
    }

    /// A number below [`Senses::keys`], equal for states that are alike.
    pub(super) fn key(&self, levels: &[Level]) -> u32 {
        self.0
            .iter()
            .zip(levels)
            .fold(0, |key, (classes, &level)| key * classes.count + classes.of[usize::from(level)])
    }

    pub(super) fn keys(&self) -> usize {
        self.0.iter().map(|classes| classes.count as usize).product()
    }
}

//! What has to be worked out of a scenario for the figures that are read in it.

use crate::scenario::statement::Measure;

/// Each costs time: what no statement reads is not worked out.
#[derive(Debug, Default)]
pub(in crate::study) struct Wanted {
    /// The exact distribution of what plays bring.
    pub(in crate::study) distribution: bool,
    /// Moves, by actor, whose first times are read in it.
    pub(in crate::study) first: Vec<(usize, usize)>,
    /// Playing time in each class of games.
    pub(in crate::study) classes: bool,
    /// The game at the start.
    pub(in crate::study) stage_game: bool,
}

impl Wanted {
    /// What one more measure needs.
    pub(in crate::study) fn add(&mut self, measure: &Measure) {
        match *measure {
            Measure::Class { .. } => self.classes = true,
            Measure::Nash { .. } | Measure::Equilibria | Measure::Security { .. } | Measure::Patience => {
                self.stage_game = true;
            }
            Measure::First { actor, made, .. } => {
                self.distribution = true;
                if !self.first.contains(&(actor, made)) {
                    self.first.push((actor, made));
                }
            }
            Measure::Share { .. } | Measure::Mean { .. } | Measure::Count { .. } | Measure::Value { .. } => {
                self.distribution = true;
            }
        }
    }
}

//! Boxes while they are being made, and which is better.

use super::Objective;
use super::found::Limit;

/// A box: its limits, and what it holds.
#[derive(Debug, Clone)]
pub(super) struct Bare {
    pub(super) limits: Vec<Limit>,
    pub(super) points: usize,
    pub(super) of_interest: usize,
    pub(super) pasted: bool,
}

impl Bare {
    pub(super) fn density(&self) -> f64 {
        density(self.of_interest, self.points)
    }

    /// How many factors have another limit than the box around all.
    pub(super) fn restricted(&self, around: &[Limit]) -> usize {
        self.limits.iter().zip(around).filter(|(limit, around)| limit != around).count()
    }
}

fn density(of_interest: usize, points: usize) -> f64 {
    if points == 0 { 0.0 } else { of_interest as f64 / points as f64 }
}

/// A box with one limit changed.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) factor: usize,
    pub(super) limit: Limit,
    pub(super) points: usize,
    pub(super) of_interest: usize,
}

impl Candidate {
    /// What the change of a box to this is worth.
    pub(super) fn worth(&self, from: &Bare, objective: Objective) -> f64 {
        let (old, new) = (from.density(), density(self.of_interest, self.points));
        if objective == Objective::Original {
            return if self.points == 0 { -1.0 } else { new };
        }
        if old == new {
            return 0.0;
        }
        let (gain, points) = (new - old, from.points.abs_diff(self.points) as f64);
        match objective {
            Objective::Lenient2 => self.points as f64 * gain / points,
            _ => gain / points,
        }
    }

    /// The box that this makes of another.
    pub(super) fn applied_to(self, from: &Bare, pasted: bool) -> Bare {
        let mut limits = from.limits.clone();
        limits[self.factor] = self.limit;
        Bare { limits, points: self.points, of_interest: self.of_interest, pasted }
    }
}

/// The best of some candidates and what it is worth: of equals the one that leaves more factors free, then the first.
pub(super) fn best(
    candidates: Vec<Candidate>,
    from: &Bare,
    around: &[Limit],
    objective: Objective,
) -> Option<(f64, Candidate)> {
    let restricts = |candidate: &Candidate| {
        // The other factors stay as they are, so this one tells candidates apart.
        usize::from(candidate.limit != around[candidate.factor])
            + usize::from(from.limits[candidate.factor] == around[candidate.factor])
    };
    let mut best: Option<(f64, usize, Candidate)> = None;
    for candidate in candidates {
        let (worth, restricts) = (candidate.worth(from, objective), restricts(&candidate));
        if best.as_ref().is_none_or(|best| worth > best.0 || (worth == best.0 && restricts < best.1)) {
            best = Some((worth, restricts, candidate));
        }
    }
    best.map(|(worth, _, candidate)| (worth, candidate))
}

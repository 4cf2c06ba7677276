//! Critical risk: how likely the other's firmness may be before one's own does not pay.
//!
//! With payoffs `T, R, P, S` as in `ordinal`, and `q` the probability that the other holds, to hold gains
//!
//! ```text
//! (1 − q)(T − R) + q (P − S)
//! ```
//!
//! over conceding. In Chicken (`T > R`, `S > P`) that is positive while `q < (T − R)/((T − R) + (S − P))`, the
//! *critical risk*; where each wants to do as the other does (`R > T`, `P > S`, an assurance game) while `q` is above
//! the same fraction: to concede takes trust of at least `(P − S)/((P − S) + (R − T))`.
//!
//! References: 1. D. Ellsberg, "The theory and practice of blackmail", 1959 (RAND P-3883). 2. G. H. Snyder, P. Diesing,
//! *Conflict among Nations*, 1977, ch. 3. 3. F. C. Zagare, D. M. Kilgour, *Perfect Deterrence*, 2000. 4. A. H. Kydd,
//! *Trust and Mistrust in International Relations*, 2005.

use super::{Bimatrix, StageError};

/// When to hold pays, by the probability that the other holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CriticalRisk {
    /// To hold pays while the other holds with a probability below this.
    HoldBelow(f64),
    /// To hold pays only while the other holds with a probability above this.
    HoldAbove(f64),
    /// To hold is at least as good whatever the other does.
    AlwaysHold,
    /// To concede is at least as good whatever the other does.
    AlwaysConcede,
    /// It never makes a difference.
    Indifferent,
}

impl CriticalRisk {
    /// The critical probability, where there is one between 0 and 1.
    pub fn probability(self) -> Option<f64> {
        match self {
            Self::HoldBelow(probability) | Self::HoldAbove(probability) => Some(probability),
            _ => None,
        }
    }
}

/// From a player's four payoffs.
pub fn critical_risk(temptation: f64, reward: f64, punishment: f64, sucker: f64) -> CriticalRisk {
    let (prize, price) = (temptation - reward, sucker - punishment);
    if prize == 0.0 && price == 0.0 {
        CriticalRisk::Indifferent
    } else if prize >= 0.0 && price <= 0.0 {
        CriticalRisk::AlwaysHold
    } else if prize <= 0.0 && price >= 0.0 {
        CriticalRisk::AlwaysConcede
    } else if prize > 0.0 {
        CriticalRisk::HoldBelow(prize / (prize + price))
    } else {
        CriticalRisk::HoldAbove(prize / (prize + price))
    }
}

/// Of the row and the column player of a 2×2 game with move 1 = concede and move 2 = hold.
pub fn critical_risks(game: &Bimatrix) -> Result<[CriticalRisk; 2], StageError> {
    game.check_two_by_two()?;
    Ok([0, 1].map(|player| {
        let payoff = |own, other| game.payoff(player, own, other);
        critical_risk(payoff(1, 0), payoff(0, 0), payoff(1, 1), payoff(0, 1))
    }))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{axelrod, lopsided, ordinal_chicken, prisoners};
    use super::CriticalRisk::{AlwaysConcede, AlwaysHold, HoldAbove, HoldBelow, Indifferent};
    use super::*;

    /// TB1, TB16. In a symmetric game it is the other's probability of holding in the mixed equilibrium.
    #[test]
    fn in_chicken_the_critical_risk_is_the_mixed_equilibriums() {
        assert_eq!(critical_risks(&ordinal_chicken()).unwrap(), [HoldBelow(0.5); 2]);
        assert_eq!(critical_risks(&axelrod()).unwrap(), [HoldBelow(0.1); 2]);
        // O3: column holds with 2/9 to keep row indifferent, row with 2/5 to keep column so.
        assert_eq!(critical_risks(&lopsided()).unwrap(), [HoldBelow(1.0 / 4.5), HoldBelow(1.0 / 2.5)]);
    }

    /// TB17.
    #[test]
    fn in_a_stag_hunt_conceding_takes_trust() {
        // Trust needed: (P − S)/((P − S) + (R − T)) = 1/2, so hold above 1/2.
        assert_eq!(critical_risk(3.0, 4.0, 2.0, 1.0), HoldAbove(0.5));
        // P − S = 3, R − T = 1: concede iff P(other concedes) ≥ 3/4.
        assert_eq!(critical_risk(3.0, 4.0, 3.0, 0.0), HoldAbove(0.25));
    }

    #[test]
    fn a_dominant_move_needs_no_risk() {
        assert_eq!(critical_risks(&prisoners()).unwrap(), [AlwaysHold; 2]);
        assert_eq!(critical_risk(3.0, 4.0, 1.0, 2.0), AlwaysConcede);
        assert_eq!(critical_risk(1.0, 1.0, 1.0, 1.0), Indifferent);
        assert_eq!(AlwaysHold.probability(), None);
    }
}

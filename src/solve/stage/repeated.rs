//! The repeated game: how patient the players must be to keep to a profile, such as mutual concession.
//!
//! A profile with payoff `R` to a player, who could get `T` by deviating, is kept to for ever if whoever deviates is
//! punished by a Nash equilibrium of the stage game for ever after, worth `v` to the deviator, and
//!
//! ```text
//! δ ≥ (T − R) / (T − v).
//! ```
//!
//! To repeat a stage equilibrium is an equilibrium after any history, so this is *subgame-perfect*; and the harshest
//! such punishment is the stage equilibrium that is worst for the deviator. A single round of it, and then back, needs
//! `δ ≥ (T − R)/(R − v)`.
//!
//! "Grim" play, mutual holding for ever, is such a punishment only where mutual holding is a stage equilibrium. In
//! Chicken it is not: the punisher would rather concede, so `(T − R)/(T − P)` is not a threshold of anything.
//!
//! References: 1. J. W. Friedman, "A non-cooperative equilibrium for supergames", *Review of Economic Studies* 38,
//! 1971. 2. D. Abreu, "On the theory of infinitely repeated games with discounting", *Econometrica* 56, 1988. 3. G. J.
//! Mailath, L. Samuelson, *Repeated Games and Reputations*, 2006, ch. 2–3.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::extreme_equilibria::{ExtremeEquilibria, extreme_equilibria, to_f64};
use super::normal_form::exact;
use super::security::security;
use super::{Bimatrix, StageError};

/// What keeps both players to a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastDiscount {
    /// The row's and the column's move of the profile.
    pub profile: [usize; 2],
    /// The least discount factor for both; none where reverting to stage equilibria sustains it at no δ < 1.
    pub discount: Option<BigRational>,
    /// What keeps each of the two.
    pub players: [Deterrence; 2],
    /// All stage equilibria, to which the punishments refer.
    pub equilibria: ExtremeEquilibria,
}

/// What keeps one player to a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Deterrence {
    /// `R`: its payoff at the profile.
    pub reward: BigRational,
    /// `T`: the most it could get by deviating once.
    pub temptation: BigRational,
    /// The move that gets it.
    pub deviation: usize,
    /// Number of the stage equilibrium that is worst for it.
    pub punishment: usize,
    /// `v`: its payoff there.
    pub value: BigRational,
    /// Whether that equilibrium is in pure moves.
    pub pure: bool,
    /// The least δ that deters it for ever; 0 where deviating gains nothing, none where no δ < 1 does.
    pub discount: Option<BigRational>,
    /// The least δ that deters it with one round of punishment.
    pub one_round: Option<BigRational>,
    /// The least δ by reverting for ever to each of the stage equilibria, in their order.
    pub by_equilibrium: Vec<Option<BigRational>>,
    /// Whether `v` is its security level: then no punishment at all, of any kind, allows a
    /// smaller δ.
    pub harshest: bool,
}

/// Reverting to a given profile for ever, and whether anyone would do so.
#[derive(Debug, Clone, PartialEq)]
pub struct GrimReversion {
    /// The profile reverted to.
    pub profile: [usize; 2],
    /// What each player would gain by leaving it for its best reply: all 0 iff it is a stage equilibrium.
    pub gains: [BigRational; 2],
    /// What each player's δ would have to be if the threat were believed: `(T − R)/(T − P)`.
    pub if_believed: [Option<BigRational>; 2],
}

impl GrimReversion {
    /// Whether the threat is one that players would carry out: the profile is a stage equilibrium.
    pub fn is_subgame_perfect(&self) -> bool {
        self.gains.iter().all(Zero::is_zero)
    }
}

/// The least discount factor that sustains a profile by reverting to the deviator's worst stage equilibrium.
///
/// ```
/// use standoff::solve::stage::{Bimatrix, repeated::least_discount};
/// let chicken = Bimatrix::symmetric(6.0, 2.0, 7.0, 0.0).unwrap();
/// let found = least_discount(&chicken, [0, 0]).unwrap();
/// assert_eq!(found.discount.unwrap().to_string(), "1/5");
/// ```
pub fn least_discount(game: &Bimatrix, profile: [usize; 2]) -> Result<LeastDiscount, StageError> {
    check(game, profile)?;
    let equilibria = extreme_equilibria(game)?;
    let players = [deterrence(game, profile, 0, &equilibria)?, deterrence(game, profile, 1, &equilibria)?];
    let discount = match (&players[0].discount, &players[1].discount) {
        (Some(row), Some(column)) => Some(row.max(column).clone()),
        _ => None,
    };
    Ok(LeastDiscount { profile, discount, players, equilibria })
}

/// What "grim" reversion from one profile to another would take, and whether it is credible.
pub fn grim_reversion(
    game: &Bimatrix,
    profile: [usize; 2],
    reversion: [usize; 2],
) -> Result<GrimReversion, StageError> {
    check(game, profile)?;
    check(game, reversion)?;
    let mut gains = [BigRational::zero(), BigRational::zero()];
    let mut if_believed = [None, None];
    for player in [0, 1] {
        let (best, _) = best_reply(game, reversion, player)?;
        let there = payoff(game, reversion, player)?;
        gains[player] = best - &there;
        let (temptation, _) = best_reply(game, profile, player)?;
        if_believed[player] = threshold(&temptation, &payoff(game, profile, player)?, &there);
    }
    Ok(GrimReversion { profile: reversion, gains, if_believed })
}

fn deterrence(
    game: &Bimatrix,
    profile: [usize; 2],
    player: usize,
    equilibria: &ExtremeEquilibria,
) -> Result<Deterrence, StageError> {
    let reward = payoff(game, profile, player)?;
    let (temptation, deviation) = best_reply(game, profile, player)?;
    // A player's payoff is linear in either mix, so its worst over all equilibria is at an extreme one.
    let values: Vec<&BigRational> = equilibria.equilibria.iter().map(|each| &each.values[player]).collect();
    let punishment = (0..values.len()).min_by_key(|&number| values[number]).ok_or(StageError::Empty)?;
    let value = values[punishment].clone();
    let pure = equilibria.mixes(punishment).iter().all(|mix| mix.iter().any(One::is_one));
    let secured = security(&game.normal_form(), player)?;
    let harshest = match &secured.exact {
        Some(level) => value == *level,
        None => (to_f64(&value) - secured.level).abs() <= secured.gap,
    };
    let one_round = if temptation <= reward {
        Some(BigRational::zero())
    } else if value < reward {
        below_one((&temptation - &reward) / (&reward - &value))
    } else {
        None
    };
    Ok(Deterrence {
        discount: threshold(&temptation, &reward, &value),
        one_round,
        by_equilibrium: values.iter().map(|value| threshold(&temptation, &reward, value)).collect(),
        harshest,
        reward,
        temptation,
        deviation,
        punishment,
        value,
        pure,
    })
}

/// `(T − R)/(T − v)`, where that deters.
fn threshold(temptation: &BigRational, reward: &BigRational, value: &BigRational) -> Option<BigRational> {
    if temptation <= reward {
        Some(BigRational::zero())
    } else if value < reward {
        below_one((temptation - reward) / (temptation - value))
    } else {
        None
    }
}

fn below_one(discount: BigRational) -> Option<BigRational> {
    (discount < BigRational::one()).then_some(discount)
}

fn payoff(game: &Bimatrix, profile: [usize; 2], player: usize) -> Result<BigRational, StageError> {
    exact(game.payoff(player, profile[player], profile[1 - player]))
}

/// The most a player can get against the other's part of a profile, and how.
fn best_reply(
    game: &Bimatrix,
    profile: [usize; 2],
    player: usize,
) -> Result<(BigRational, usize), StageError> {
    let moves = if player == 0 { game.rows() } else { game.columns() };
    let mut best: Option<(BigRational, usize)> = None;
    for own in 0..moves {
        let payoff = exact(game.payoff(player, own, profile[1 - player]))?;
        if best.as_ref().is_none_or(|(most, _)| payoff > *most) {
            best = Some((payoff, own));
        }
    }
    best.ok_or(StageError::Empty)
}

fn check(game: &Bimatrix, profile: [usize; 2]) -> Result<(), StageError> {
    for (player, moves) in [game.rows(), game.columns()].into_iter().enumerate() {
        if profile[player] >= moves {
            return Err(StageError::NoSuchMove { player, number: profile[player], moves });
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "repeated_tests.rs"]
mod tests;

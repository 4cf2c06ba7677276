//! The ordinal class of a 2×2 game: what game the players are in, if only the order of their payoffs counts.
//!
//! With move 1 = concede and move 2 = hold, a player's four payoffs are `T` (I hold, the other concedes), `R` (both
//! concede), `P` (both hold) and `S` (I concede alone), and its preferences are an order of the four. Up to renaming
//! moves and players there are 78 games of strict preferences. Twelve are symmetric and have names; each belongs to
//! two orders, since renaming both moves exchanges `R` with `P` and `T` with `S`.
//!
//! References: 1. A. Rapoport, M. Guyer, "A taxonomy of 2×2 games", *General Systems* 11, 1966. 2. A. Rapoport,
//! "Exploiter, leader, hero, and martyr", *Behavioral Science* 12, 1967. 3. G. H. Snyder, P. Diesing, *Conflict among
//! Nations*, 1977, ch. 2. 4. D. Robinson, D. Goforth, *The Topology of the 2×2 Games*, 2005. 5. B. Bruns, "Names for
//! games", *Games* 6, 2015.

use super::{Bimatrix, StageError};

/// One of the four payoffs of a player in a game of conceding and holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payoff {
    /// `T`: I hold, the other concedes.
    Temptation,
    /// `R`: both concede.
    Reward,
    /// `P`: both hold.
    Punishment,
    /// `S`: I concede, the other holds.
    Sucker,
}

use Payoff::{Punishment as P, Reward as R, Sucker as S, Temptation as T};

/// Symmetric games, by the orders of preference that start with `T` or `R`; names as in Bruns, but Leader for his
/// Battle. Leader and Hero are the two forms of the Battle of the Sexes.
const NAMES: [([Payoff; 4], &str); 12] = [
    ([T, R, S, P], "Chicken"),
    ([T, S, R, P], "Leader"),
    ([T, S, P, R], "Hero"),
    ([T, P, S, R], "Compromise"),
    ([T, P, R, S], "Deadlock"),
    ([T, R, P, S], "Prisoner's Dilemma"),
    ([R, T, S, P], "Concord"),
    ([R, S, T, P], "Harmony"),
    ([R, S, P, T], "Peace"),
    ([R, P, S, T], "Coordination"),
    ([R, P, T, S], "Assurance"),
    ([R, T, P, S], "Stag Hunt"),
];

/// Asymmetric games of Snyder and Diesing, by the orders of the two players; either may be the row player.
const PAIRS: [([Payoff; 4], [Payoff; 4], &str); 3] = [
    ([T, R, P, S], [T, R, S, P], "Called Bluff"),
    ([T, P, R, S], [T, R, S, P], "Bully"),
    ([P, T, R, S], [T, R, S, P], "Big Bully"),
];

/// A player's order of preference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// From the best to the worst; payoffs that tie stand together.
    pub order: Vec<Vec<Payoff>>,
    /// The symmetric games that an order like this makes, where both players have it; more than one if payoffs tie.
    pub names: Vec<&'static str>,
}

/// What game it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrdinalClass {
    /// Of the row and the column player.
    pub preferences: [Preferences; 2],
    /// The name for people: "Chicken", "Called Bluff", "Chicken / Stag Hunt", "on the border of Chicken and …".
    pub name: String,
    /// Whether both players have the same preferences.
    pub symmetric: bool,
    /// Whether some payoff ties with another of the same player, within the tolerance.
    pub ties: bool,
    /// Whether each player's wish to change its move runs round in a circle, so that there is no pure equilibrium,
    /// as in matching pennies or an inspection.
    pub cyclic: bool,
    /// The game as one of the 78, where no payoffs tie.
    pub canonical: Option<Canonical>,
}

/// One of the 78 strict ordinal games: ranks from 4 (best) to 1 at the profiles (1,1), (1,2), (2,1), (2,2), of the
/// row and of the column player, greatest among all namings of moves and players.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Canonical(pub [[u8; 4]; 2]);

/// The ordinal class of a 2×2 game with move 1 = concede and move 2 = hold for both. Payoffs of one player that are
/// no further apart than its tolerance count as equal.
pub fn ordinal_class(game: &Bimatrix, tolerances: [f64; 2]) -> Result<OrdinalClass, StageError> {
    game.check_two_by_two()?;
    let preferences = [0, 1].map(|player| Preferences::of(game, player, tolerances[player]));
    let ties = preferences.iter().any(|own| own.order.len() < 4);
    let symmetric = preferences[0] == preferences[1];
    let gain = |player: usize, other: usize| {
        let gain = game.payoff(player, 1, other) - game.payoff(player, 0, other);
        if gain.abs() <= tolerances[player] { 0.0 } else { gain.signum() }
    };
    let signs = [gain(0, 0), gain(0, 1), gain(1, 0), gain(1, 1)];
    let cyclic = signs[0] * signs[1] < 0.0 && signs[2] * signs[3] < 0.0 && signs[0] * signs[2] < 0.0;
    let name = name(&preferences, symmetric, cyclic);
    let canonical = (!ties).then(|| Canonical::of(ranks(game)));
    Ok(OrdinalClass { preferences, name, symmetric, ties, cyclic, canonical })
}

fn name(preferences: &[Preferences; 2], symmetric: bool, cyclic: bool) -> String {
    let [row, column] = preferences;
    let pair = |one: &Preferences, other: &Preferences| {
        PAIRS.iter().find(|(a, b, _)| one.is(a) && other.is(b)).map(|&(_, _, name)| name)
    };
    if let Some(name) = pair(row, column).or_else(|| pair(column, row)) {
        return name.to_owned();
    }
    if symmetric {
        return row.describe();
    }
    let both = format!("{} / {}", row.describe(), column.describe());
    if cyclic { format!("Inspection ({both})") } else { both }
}

impl Preferences {
    fn of(game: &Bimatrix, player: usize, tolerance: f64) -> Self {
        let value = |payoff: Payoff| match payoff {
            T => game.payoff(player, 1, 0),
            R => game.payoff(player, 0, 0),
            P => game.payoff(player, 1, 1),
            S => game.payoff(player, 0, 1),
        };
        let mut sorted = [T, R, P, S];
        sorted.sort_by(|&a, &b| value(b).total_cmp(&value(a)));
        let mut order: Vec<Vec<Payoff>> = Vec::new();
        let mut last = f64::INFINITY;
        for payoff in sorted {
            match order.last_mut() {
                Some(tied) if last - value(payoff) <= tolerance => tied.push(payoff),
                _ => order.push(vec![payoff]),
            }
            last = value(payoff);
        }
        for tied in &mut order {
            tied.sort();
        }
        let names = NAMES
            .iter()
            .filter(|(strict, _)| agrees(strict, &order) || agrees(&strict.map(exchanged), &order))
            .map(|&(_, name)| name)
            .collect();
        Self { order, names }
    }

    fn is(&self, strict: &[Payoff; 4]) -> bool {
        self.order.len() == 4 && agrees(strict, &self.order)
    }

    /// Whether the name belongs to the order with the two moves' parts exchanged: it starts with `S` or `P`.
    pub fn is_exchanged(&self) -> bool {
        self.order.len() == 4 && [S, P].contains(&self.order[0][0])
    }

    /// The order as text: `T > R > S > P`, with `=` where payoffs tie.
    pub fn order_text(&self) -> String {
        let group = |tied: &Vec<Payoff>| tied.iter().map(|p| p.letter()).collect::<Vec<_>>().join(" = ");
        self.order.iter().map(group).collect::<Vec<_>>().join(" > ")
    }

    fn describe(&self) -> String {
        match self.names.as_slice() {
            [name] if self.is_exchanged() => format!("{name} (moves exchanged)"),
            [name] => (*name).to_owned(),
            [one, other] => format!("on the border of {one} and {other}"),
            _ => format!("preferences {}", self.order_text()),
        }
    }
}

impl Payoff {
    /// `T`, `R`, `P` or `S`.
    pub fn letter(self) -> &'static str {
        match self {
            T => "T",
            R => "R",
            P => "P",
            S => "S",
        }
    }
}

/// Whether a strict order breaks the ties of another one and changes nothing else.
fn agrees(strict: &[Payoff; 4], order: &[Vec<Payoff>]) -> bool {
    let mut rest = strict.as_slice();
    order.iter().all(|tied| {
        let (head, tail) = rest.split_at(tied.len());
        rest = tail;
        head.iter().all(|payoff| tied.contains(payoff))
    })
}

/// What becomes of a payoff where both players' moves change names.
fn exchanged(payoff: Payoff) -> Payoff {
    match payoff {
        T => S,
        R => P,
        P => R,
        S => T,
    }
}

/// Both players' ranks, from 1 for the worst, by profile.
fn ranks(game: &Bimatrix) -> [[u8; 4]; 2] {
    let rank = |payoffs: [f64; 4]| payoffs.map(|own| 1 + payoffs.iter().filter(|&&p| p < own).count() as u8);
    let profiles = [(0, 0), (0, 1), (1, 0), (1, 1)];
    [
        rank(profiles.map(|(i, j)| game.row_payoff(i, j))),
        rank(profiles.map(|(i, j)| game.column_payoff(i, j))),
    ]
}

impl Canonical {
    /// The greatest of the eight namings of a game given by ranks.
    fn of(ranks: [[u8; 4]; 2]) -> Self {
        let rows = |[a, b]: [[u8; 4]; 2]| [a, b].map(|m| [m[2], m[3], m[0], m[1]]);
        let columns = |[a, b]: [[u8; 4]; 2]| [a, b].map(|m| [m[1], m[0], m[3], m[2]]);
        let players = |[a, b]: [[u8; 4]; 2]| [b, a].map(|m| [m[0], m[2], m[1], m[3]]);
        let mut best = ranks;
        for one in [ranks, players(ranks)] {
            for two in [one, rows(one)] {
                best = best.max(two).max(columns(two));
            }
        }
        Self(best)
    }
}

#[cfg(test)]
#[path = "ordinal_tests.rs"]
mod tests;

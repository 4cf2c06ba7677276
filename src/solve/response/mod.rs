//! Stage games with private types: their logit responses, and their fixed points on the principal branch.
//!
//! Type θ of actor i plays action a with probability `σ_iθ(a) ∝ exp(λ_iθ · U_iθ(a))`, where `U_iθ(a)` is its expected
//! payoff against the others' *averaged mixes* `z_j = Σ_θ prior_jθ · σ_jθ` (fixed beliefs). Millions of these games are
//! solved for one equilibrium, several of one layout side by side, and the way to the fixed point depends on how hard a
//! game is:
//!
//! 1. **Proved.** A change of `z_j` by `d` (in total variation, ‖·‖₁) moves actor i's averaged mix by at most `κ_ij·d`,
//!    with `κ_ij = Σ_θ prior_iθ·λ_iθ·D_ijθ/4` and `D_ijθ` the largest interaction
//!    `|u(a,b) − u(a′,b) − u(a,b′) + u(a′,b′)|`. Where the matrix κ contracts (its powers vanish), the fixed point is
//!    the only one, hence on the principal branch, whatever way it was found. Between two actors the same is proved of many
//!    more games within a box that holds all their fixed points ([`enclosure`]). Where there is a proof, the fixed point of
//!    the neighbouring round's stage game is a good guess, and nothing hangs on it.
//! 2. **Followed.** Otherwise all λ are scaled by `s` from where the bound proves uniqueness up to `s = 1`, by Newton's
//!    method on `z`, as long as the branch stays regular: `I − ∂Φ/∂z` keeps away from singular matrices on the way.
//! 3. **Traced.** Otherwise by arc length ([`super::stage::logit`]), which turns folds and passes pitchforks straight.
//!
//! References: McKelvey & Palfrey, "Quantal response equilibria for normal form games", Games and Economic Behavior 10,
//! 1995; Turocy, "A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence",
//! Games and Economic Behavior 51, 2005; Kelley, *Solving Nonlinear Equations with Newton's Method*, 2003 (the chord
//! method: Newton's with a Jacobian kept).

mod alone;
mod bound;
mod climb;
mod enclosure;
mod layout;
mod newton;
mod processor;
mod respond;
mod trace;
mod warm;
mod wide;

pub use alone::{StageEquilibrium, stage_equilibria};
pub(super) use layout::Layout;
pub(super) use wide::{Lanes, Wide};

use super::stage::StageError;
use enclosure::{Compared, Enclosure};
use wide::{any, blend};

/// An answer with a larger residual is sought again by a slower way.
const CERTIFIED: f64 = 5e-11;
/// κ counts as contracting where its spectral radius is at most this.
const CONTRACTS: f64 = 0.999;
/// Where the bound of a proof is smaller, it may have been found at the look before.
const EASY: f64 = 0.3;
/// Fewer lanes than this share of them are better looked at together with those of other stage games.
const FEW: usize = 2;

/// Which stage games without a proof at first sight are looked at more closely, and followed from uniform play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follow {
    /// All, of which it is known that a first look has shown no proof.
    All,
    /// All, but a few are left over.
    UnlessFew,
}

impl Follow {
    /// Whether some stage games are so few that they are left over.
    fn leaves<const W: usize>(self, rest: &Lanes<W>) -> bool {
        self == Follow::UnlessFew && rest.iter().filter(|&&rest| rest).count() < W / FEW
    }
}

/// How a fixed point was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It is the only one.
    Proved,
    /// On a regular branch from uniform play.
    Followed,
    /// By arc length.
    Traced {
        /// Turns of the branch.
        folds: usize,
        /// Other branches that it crossed.
        crossings: usize,
    },
    /// On another branch, as was asked for.
    Chosen,
}

impl Way {
    /// Whether the branch was traced, and folded or crossed others on the way.
    pub(super) fn is_bent(self) -> bool {
        matches!(self, Way::Traced { folds, crossings } if folds + crossings > 0)
    }
}

/// Stage games of one layout side by side: for each type, what each profile pays.
pub(super) struct Stage<'a, const W: usize> {
    pub(super) layout: &'a Layout,
    /// The profiles of the first type, then those of the second, and so on.
    pub(super) pay: &'a [Wide<W>],
}

/// The fixed points of stage games, and what helps to find the neighbouring round's.
pub(super) struct Solved<const W: usize> {
    /// All types' mixes.
    pub(super) mixes: Vec<Wide<W>>,
    /// Expected payoff of each type.
    pub(super) value: Vec<Wide<W>>,
    /// Largest difference between a probability and the response to the others' averaged mixes.
    pub(super) residual: Wide<W>,
    /// Largest gain of a type from its best action over its mix.
    pub(super) gain: Wide<W>,
    /// How it was found.
    pub(super) way: [Way; W],
    /// Averaged mixes, here and in the two rounds solved before.
    z: Vec<Wide<W>>,
    before: Vec<Wide<W>>,
    earlier: Vec<Wide<W>>,
    /// `(I − ∂Φ/∂z)⁻¹` as it was last taken, and how far averaged mixes have moved since; infinite where it never was.
    inverse: Vec<Wide<W>>,
    moved: Wide<W>,
    /// So many looks at whether there is a proof could have been passed over.
    passed_over: usize,
}

impl<const W: usize> Solved<W> {
    /// Nothing solved yet.
    pub(super) fn nothing(layout: &Layout) -> Solved<W> {
        let size = layout.unknown().len();
        Solved {
            mixes: vec![[0.0; W]; layout.mixes()],
            value: vec![[0.0; W]; layout.seats.len()],
            residual: [0.0; W],
            gain: [0.0; W],
            way: [Way::Proved; W],
            z: vec![[0.0; W]; layout.width],
            before: vec![[0.0; W]; layout.width],
            earlier: vec![[0.0; W]; layout.width],
            inverse: vec![[0.0; W]; size * size],
            moved: [f64::INFINITY; W],
            passed_over: 0,
        }
    }

    /// Takes over what was found elsewhere for the stage game in a lane.
    pub(super) fn replace(&mut self, lane: usize, found: &Solved<W>, place: usize) {
        let take = |mine: &mut [Wide<W>], found: &[Wide<W>]| {
            mine.iter_mut().zip(found).for_each(|(mine, found)| mine[lane] = found[place]);
        };
        take(&mut self.mixes, &found.mixes);
        take(&mut self.value, &found.value);
        take(&mut self.z, &found.z);
        take(&mut self.before, &found.before);
        take(&mut self.earlier, &found.earlier);
        take(&mut self.inverse, &found.inverse);
        self.residual[lane] = found.residual[place];
        self.gain[lane] = found.gain[place];
        self.way[lane] = found.way[place];
        self.moved[lane] = found.moved[place];
    }

    /// Takes some lanes' answers over from the room they were found in.
    fn take(&mut self, lanes: &Lanes<W>, room: &Room<W>) {
        blend(&mut self.mixes, &room.mix, lanes);
        blend(&mut self.value, &room.value, lanes);
        blend(&mut self.z, &room.z, lanes);
        for lane in (0..W).filter(|&lane| lanes[lane]) {
            self.residual[lane] = room.residual[lane];
            self.gain[lane] = room.gain[lane];
        }
    }
}

/// Room to work in; one for each thread.
pub(super) struct Room<const W: usize> {
    /// Averaged mixes, and what everybody answers to them, also on average.
    z: Vec<Wide<W>>,
    answer: Vec<Wide<W>>,
    /// All types' expected payoffs of their actions, and their responses.
    utility: Vec<Wide<W>>,
    mix: Vec<Wide<W>>,
    again: Vec<Wide<W>>,
    /// What the unknown entries of `z` lack of the answer.
    step: Vec<Wide<W>>,
    /// Broyden's method: its last step and the next, and the last times the inverse.
    last: Vec<Wide<W>>,
    next: Vec<Wide<W>>,
    along: Vec<Wide<W>>,
    slope: Vec<Wide<W>>,
    matrix: Vec<Wide<W>>,
    inverse: Vec<Wide<W>>,
    value: Vec<Wide<W>>,
    residual: Wide<W>,
    gain: Wide<W>,
    enclosure: Enclosure<W>,
}

impl<const W: usize> Room<W> {
    pub(super) fn new() -> Room<W> {
        Room {
            z: Vec::new(),
            answer: Vec::new(),
            utility: Vec::new(),
            mix: Vec::new(),
            again: Vec::new(),
            step: Vec::new(),
            last: Vec::new(),
            next: Vec::new(),
            along: Vec::new(),
            slope: Vec::new(),
            matrix: Vec::new(),
            inverse: Vec::new(),
            value: Vec::new(),
            residual: [0.0; W],
            gain: [0.0; W],
            enclosure: Enclosure::default(),
        }
    }

    fn fit(&mut self, layout: &Layout) {
        self.z.resize(layout.width, [0.0; W]);
        self.answer.resize(layout.width, [0.0; W]);
        self.step.resize(layout.unknown().len(), [0.0; W]);
        for mixes in [&mut self.utility, &mut self.mix, &mut self.again] {
            mixes.resize(layout.mixes(), [0.0; W]);
        }
        self.value.resize(layout.seats.len(), [0.0; W]);
    }
}

impl<const W: usize> Stage<'_, W> {
    /// Solves the stage games in some lanes; `solved` holds the neighbouring round's and then theirs. The lanes that were
    /// left over.
    pub(super) fn solve(
        &self,
        lanes: &Lanes<W>,
        follow: Follow,
        solved: &mut Solved<W>,
        room: &mut Room<W>,
    ) -> Result<Lanes<W>, StageError> {
        room.fit(self.layout);
        let sought = self.proved(lanes, follow, solved, room);
        let found = self.warm(&sought, solved, room);
        let rest: Lanes<W> = std::array::from_fn(|lane| lanes[lane] && !found[lane]);
        let leave = follow.leaves(&rest);
        if !leave && any(&rest) {
            self.follow(&rest, solved, room)?;
            // What was not found close to the neighbouring round's follows no trend.
            let Solved { z, before, earlier, .. } = &mut *solved;
            blend(before, z, &rest);
            blend(earlier, z, &rest);
        }
        for lane in (0..W).filter(|&lane| sought[lane]) {
            solved.way[lane] = Way::Proved;
        }
        Ok(if leave { rest } else { [false; W] })
    }

    /// In which lanes there is a proof that a stage game has one fixed point only. Where few are left over without, it is
    /// not looked for further.
    fn proved(
        &self,
        lanes: &Lanes<W>,
        follow: Follow,
        solved: &mut Solved<W>,
        room: &mut Room<W>,
    ) -> Lanes<W> {
        if self.layout.two().is_none() {
            let bound = self.contraction();
            return std::array::from_fn(|lane| lanes[lane] && bound[lane] <= CONTRACTS);
        }
        let mut unproved = *lanes;
        let mut looks = 0;
        if follow == Follow::All {
            // Left over since the first looks have shown nothing.
            solved.passed_over = Compared::WithLikeliest.looks();
        }
        for compared in [Compared::WithLikeliest, Compared::Pairwise] {
            let passed_over = solved.passed_over.saturating_sub(looks);
            let (bound, look) = self.enclosed(compared, passed_over, &unproved, &solved.mixes, room);
            let most = (0..W).filter(|&lane| unproved[lane]).map(|lane| bound[lane]).fold(0.0, f64::max);
            unproved = std::array::from_fn(|lane| unproved[lane] && !(bound[lane] <= CONTRACTS));
            if !any(&unproved) {
                // The neighbouring round's is not much harder, and may be easier.
                solved.passed_over = (looks + look).saturating_sub(usize::from(most < EASY));
                break;
            }
            looks += compared.looks();
            if follow.leaves(&unproved) {
                break;
            }
            solved.passed_over = solved.passed_over.max(Compared::WithLikeliest.looks());
        }
        std::array::from_fn(|lane| lanes[lane] && !unproved[lane])
    }

    /// Follows the principal branch of the stage games in some lanes from uniform play.
    fn follow(&self, lanes: &Lanes<W>, solved: &mut Solved<W>, room: &mut Room<W>) -> Result<(), StageError> {
        let regular = self.climb(&self.contraction(), lanes, room);
        blend(&mut solved.inverse, &room.inverse, lanes);
        self.answer(&[1.0; W], room);
        self.certify(room);
        let climbed: Lanes<W> =
            std::array::from_fn(|lane| lanes[lane] && regular[lane] && room.residual[lane] <= CERTIFIED);
        for lane in (0..W).filter(|&lane| climbed[lane]) {
            (solved.way[lane], solved.moved[lane]) = (Way::Followed, 0.0);
        }
        let traced: Lanes<W> = std::array::from_fn(|lane| lanes[lane] && !climbed[lane]);
        solved.take(&climbed, room);
        if any(&traced) {
            for lane in (0..W).filter(|&lane| traced[lane]) {
                (solved.way[lane], solved.moved[lane]) = (self.trace(lane, room)?, f64::INFINITY);
            }
            // Where a traced answer is steep, answering it anew would spoil it: it is measured as it is.
            self.measure(None, room);
            solved.take(&traced, room);
        }
        Ok(())
    }
}

//! The logit Markov equilibrium with private types and fixed beliefs, by backward induction.
//!
//! In state x of round t, profile a pays type θ of actor i
//!
//! ```text
//! Q_iθ(x, a) = g_iθ(x, a) + Σ_x' P(x' | x, a) · [ s_iθ(x') + (δ_iθ · V_iθ(x', t+1), or the outcome's payoff) ]
//! ```
//!
//! with g the credits of the moves and of the effects that fire, and s the standing payoff of the tracks at the round's
//! end. The mixes of all types at (x, t) are the logit equilibrium of that stage game on its principal branch
//! ([`super::response`]), and `V_iθ(x, t)` is what it gives.
//!
//! The induction starts after the last round that actors plan for. Without foresight that is the last round played, and
//! what goes on there is credited the `otherwise` outcome. With foresight the tracks are valued as if they stayed for
//! ever as they then stand.
//!
//! References: McKelvey & Palfrey 1995; Breitmoser, Tan & Zizzo, "On the beliefs off the path: equilibrium refinement
//! due to quantal response and level-k", Games and Economic Behavior 86, 2014 (Markov logit equilibria).

use super::response::{Follow, Lanes as Active, Layout, Room, Solved, Stage, Wide};
use super::stage::StageError;
use super::valuation::{Lanes, LegPay, NextValue, RUN, Valuation, expect};
use super::values::Values;
use super::{Certificate, SolveError, Worst, with_lanes};
use crate::game::{Game, Kernel, Level, Row, StateIndex};
use crate::scenario::Branch;
use crate::strategy::PolicyTable;
use rayon::prelude::*;

/// So many stage games are solved side by side: twice as many numbers as most processors add at once, so that one half
/// need not wait for the other.
const WIDTH: usize = 8;
/// Positions that one task values.
const CHUNK: usize = 512;
/// Blocks of stage games that one task solves at least.
const BLOCKS: usize = 64;

/// A solved game.
#[derive(Debug)]
pub struct Induction {
    /// The mixes of all types in every state of the rounds played.
    pub policy: PolicyTable,
    /// For each type, the expected discounted payoff at the start, the others' types drawn from the priors.
    pub values: Vec<f64>,
    /// How good the solution is.
    pub certificate: Certificate,
    /// What every state is worth in every round, where it was asked for.
    pub by_round: Option<Values>,
    /// Rounds and positions in which the branch was traced and folds or crosses others.
    pub bent: Vec<(u32, usize)>,
    /// How every stage game compares with its branch followed anew, where that was asked for.
    pub verification: Option<Verification>,
}

/// What comes of following the branch of every stage game anew, by arc length from uniform play.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Verification {
    /// Stage games followed.
    pub stage_games: u64,
    /// The largest difference between a probability that is played and the one that the branch leads to.
    pub largest_difference: f64,
    /// Those in which it is larger than [`Verification::ALLOWED`].
    pub contradicted: u64,
    /// The round and the position of the largest difference.
    pub place: (u32, usize),
}

impl Verification {
    /// The most that two ways to one equilibrium may differ by: where responses are steep, what a residual of
    /// [`RESIDUAL_LIMIT`](super::RESIDUAL_LIMIT) leaves open is more than that.
    pub const ALLOWED: f64 = 1e-6;

    fn count(&mut self, difference: f64, place: (u32, usize)) {
        self.stage_games += 1;
        self.contradicted += u64::from(!(difference <= Verification::ALLOWED));
        // What is not a number is the largest difference of all.
        if !(difference <= self.largest_difference) {
            (self.largest_difference, self.place) = (difference, place);
        }
    }
}

/// The logit Markov equilibrium of a game, with what every state is worth in every round.
///
/// # Errors
/// As [`equilibrium`].
pub fn equilibrium_by_round(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, &Asked { last: game.rounds, values: true, ..Asked::default() })
}

/// The logit Markov equilibrium of a game, with the branch of every stage game followed anew, by arc length from uniform
/// play, and compared. That takes a hundred times as long; `heard` is told the rounds done.
///
/// # Errors
/// As [`equilibrium`], and where a branch cannot be followed.
pub fn verified_equilibrium(
    game: &Game,
    kernel: &Kernel,
    heard: &(dyn Fn(u32) + Sync),
) -> Result<Induction, SolveError> {
    solve(game, kernel, &Asked { last: game.rounds, verify: Some(heard), ..Asked::default() })
}

/// The logit Markov equilibrium of a game.
///
/// # Errors
/// [`SolveError::Uncertified`] where a stage game's fixed point fails its certificate: it names the worst state. A
/// fixed point that did not converge is never returned.
pub fn equilibrium(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, &Asked { last: game.rounds, ..Asked::default() })
}

/// Every round's logit equilibrium on its own: actors who look at this round's payoff only.
///
/// # Errors
/// As [`equilibrium`].
pub fn myopic(game: &Game, kernel: &Kernel) -> Result<Induction, SolveError> {
    solve(game, kernel, &Asked { future: false, last: game.rounds, ..Asked::default() })
}

/// What an induction is asked for.
pub(super) struct Asked<'a> {
    /// Whether actors look beyond this round.
    pub(super) future: bool,
    /// The last round whose policy is kept: the last played, or one that is only planned for.
    pub(super) last: u32,
    /// Whether what every state is worth in every round is kept.
    pub(super) values: bool,
    /// Who is told how many rounds are done, where every stage game is followed anew.
    pub(super) verify: Option<&'a (dyn Fn(u32) + Sync)>,
}

impl Default for Asked<'_> {
    fn default() -> Self {
        Asked { future: true, last: 0, values: false, verify: None }
    }
}

/// As [`equilibrium`].
pub(super) fn solve(game: &Game, kernel: &Kernel, asked: &Asked<'_>) -> Result<Induction, SolveError> {
    Ok(with_lanes!(game.types.len(), L => Backward::<L>::new(game, kernel, asked).run()?))
}

struct Backward<'a, const L: usize> {
    game: &'a Game,
    kernel: &'a Kernel,
    valuation: Valuation<'a, L>,
    layouts: Vec<Layout>,
    asked: &'a Asked<'a>,
    /// Value of each position at the beginning of the round above; empty after the last.
    next: Vec<Lanes<L>>,
    /// Position of the start.
    start: usize,
    /// Whether no play ends before its last round.
    endless: bool,
    /// What `next` is worth at the start, where no play ends early: then it is the same whatever is done, and is left
    /// out of the stage games, so that what grows over the rounds does not blur what is at stake in one.
    base: Lanes<L>,
    /// What each place of the round is worth.
    worth: Vec<Lanes<L>>,
    certificate: Certificate,
    worst: Worst,
    bent: Vec<(u32, usize)>,
    verification: Option<Verification>,
}

impl<'a, const L: usize> Backward<'a, L> {
    fn new(game: &'a Game, kernel: &'a Kernel, asked: &'a Asked<'a>) -> Self {
        Backward {
            game,
            kernel,
            valuation: Valuation::new(game, kernel),
            layouts: kernel.all_choices().iter().map(|choices| Layout::new(game, choices)).collect(),
            asked,
            next: Vec::new(),
            start: kernel.position(game.space.encode(&game.start)).expect("a play begins at its start"),
            endless: (0..kernel.patterns()).all(|pattern| kernel.pattern(pattern as u32).ended.is_empty()),
            base: [0.0; L],
            worth: vec![[0.0; L]; kernel.most_places()],
            certificate: Certificate::default(),
            worst: Worst::default(),
            bent: Vec::new(),
            verification: asked.verify.map(|_| Verification::default()),
        }
    }

    /// Solves all rounds, the last first.
    fn run(mut self) -> Result<Induction, SolveError> {
        let game = self.game;
        let last = game.rounds + game.foresight;
        let mut policy = PolicyTable::up_to(self.asked.last, game, self.kernel, 0..game.types.len());
        let mut kept = self.asked.values.then(|| Values::new(game));
        let mut epoch = usize::MAX;
        let mut blocks = Vec::new();
        let mut places = Vec::new();
        let mut of_legs = LegPay::default();
        for round in (1..=last).rev() {
            if game.epochs.at(round) != epoch {
                epoch = game.epochs.at(round);
                blocks = self.blocks(epoch);
                places = self.places(&blocks);
                of_legs = self.valuation.of_legs(self.kernel, epoch);
            }
            self.value_places(epoch, &of_legs, round == last);
            self.round(epoch, round, &mut blocks, &places)?;
            if let Some(kept) = &mut kept {
                kept.keep(round, &self.next);
            }
            if round <= self.asked.last {
                self.fill(&mut policy, round, &blocks, &places);
            }
        }
        // A residual that is not a number fails too.
        if !(self.worst.residual <= super::RESIDUAL_LIMIT) {
            return Err(SolveError::Uncertified {
                residual: self.worst.residual,
                state: self.name(self.worst.state),
                round: self.worst.round,
            });
        }
        let values = self.next[self.start][..game.types.len()].to_vec();
        let Backward { certificate, bent, verification, .. } = self;
        Ok(Induction { policy, values, certificate, by_round: kept, bent, verification })
    }

    /// All positions of an epoch, in blocks of the same choices whose stage games are solved side by side. Where states
    /// follow one another and lead to the same place, they stand together.
    fn blocks(&self, epoch: usize) -> Vec<Block> {
        let kernel = self.kernel;
        let mut positions: Vec<usize> =
            (0..kernel.states().len()).filter(|&position| kernel.explored(epoch, position)).collect();
        // By state, so that blocks next to each other look up nearly the same patterns.
        let choices = |position: usize| kernel.row(epoch, position).choices;
        positions.sort_by_key(|&position| (choices(position), kernel.states()[position]));
        let follows = |&a: &usize, &b: &usize| kernel.follow_one_another(epoch, a, b);
        let mut ordered: Vec<Vec<usize>> = Vec::new();
        for alike in positions.chunk_by(|&a, &b| choices(a) == choices(b)) {
            // Whole runs first, so that none of them is cut in two.
            let runs = || alike.chunk_by(follows).map(|run| run.as_chunks::<RUN>());
            let whole = runs().flat_map(|(whole, _)| whole.as_flattened());
            ordered.push(whole.chain(runs().flat_map(|(_, left)| left)).copied().collect());
        }
        let blocks: Vec<&[usize]> = ordered.iter().flat_map(|alike| alike.chunks(WIDTH)).collect();
        blocks
            .into_par_iter()
            .map_init(
                || vec![0; self.game.space.tracks()],
                |levels, positions| self.block(epoch, positions, levels),
            )
            .collect()
    }

    /// In which block and lane each position stands.
    fn places(&self, blocks: &[Block]) -> Vec<(usize, usize)> {
        let mut places = vec![(0, 0); self.kernel.states().len()];
        for (index, block) in blocks.iter().enumerate() {
            for (lane, &position) in block.positions.iter().enumerate() {
                places[position] = (index, lane);
            }
        }
        places
    }

    /// A block, with what is the same in all rounds of an epoch.
    fn block(&self, epoch: usize, positions: &[usize], levels: &mut [Level]) -> Block {
        let kernel = self.kernel;
        let row = kernel.row(epoch, positions[0]);
        let layout = &self.layouts[row.choices as usize];
        let mut pay: Vec<Lanes<L>> = Vec::new();
        let mut by_state = vec![[0.0; WIDTH]; self.game.types.len() * layout.profiles()];
        for (lane, &position) in positions.iter().enumerate() {
            self.valuation.at_once_by_state(kernel, epoch, position, levels, &mut pay);
            for (kind, by_state) in by_state.chunks_exact_mut(layout.profiles()).enumerate() {
                by_state.iter_mut().zip(&pay).for_each(|(by_state, pay)| by_state[lane] = pay[kind]);
            }
        }
        let extras = by_state.into_iter().enumerate().filter(|(_, pay)| *pay != [0.0; WIDTH]);
        let extras = extras.map(|(at, pay)| (at as u32, pay)).collect::<Vec<_>>().into_boxed_slice();
        let run = |positions: &[usize; RUN]| {
            positions.windows(2).all(|pair| kernel.follow_one_another(epoch, pair[0], pair[1]))
        };
        let (runs, _) = positions.as_chunks::<RUN>();
        let runs = runs.iter().take_while(|positions| run(positions)).count();
        let solved = Solved::nothing(layout);
        Block { positions: positions.to_vec(), choices: row.choices, runs, extras, solved }
    }

    /// What it is worth to stand at each place of a round.
    fn value_places(&mut self, epoch: usize, of_legs: &LegPay<L>, last: bool) {
        if self.endless && self.asked.future && !last {
            self.base = self.next[self.start];
        }
        let Backward { kernel, valuation, asked, next, base, worth, .. } = self;
        let follow = |position: usize| std::array::from_fn(|lane| next[position][lane] - base[lane]);
        let beyond = asked.future.then_some((!last).then_some(&follow as &NextValue<'_, L>));
        valuation.of_places(kernel, epoch, of_legs, beyond, worth);
    }

    /// Solves the stage games of all states that a play can be in when a round begins.
    fn round(
        &mut self,
        epoch: usize,
        round: u32,
        blocks: &mut [Block],
        places: &[(usize, usize)],
    ) -> Result<(), SolveError> {
        let this = &*self;
        let solve = |work: &mut Work, block: &mut Block| {
            this.solve_block(epoch, round, block, Follow::UnlessFew, work)
        };
        let left: Vec<Result<Active<WIDTH>, SolveError>> =
            blocks.par_iter_mut().with_min_len(BLOCKS).map_init(Work::new, solve).collect();
        let left: Vec<Active<WIDTH>> = left.into_iter().collect::<Result<_, _>>()?;
        self.follow_left(epoch, round, &left, blocks)?;
        for Block { positions, solved, .. } in blocks.iter() {
            for (lane, &position) in positions.iter().enumerate() {
                if self.kernel.in_reach(position, round) {
                    self.certificate.count(solved.residual[lane], solved.gain[lane], solved.way[lane]);
                    self.worst.see(solved.residual[lane], self.kernel.states()[position], round);
                    if solved.way[lane].is_bent() {
                        self.bent.push((round, position));
                    }
                }
            }
        }
        if let Some(heard) = self.asked.verify {
            self.verify(epoch, round, blocks)?;
            heard(self.game.rounds + self.game.foresight - round + 1);
        }
        let this = &*self;
        let value = |(position, &(block, lane)): (usize, &(usize, usize))| {
            let mut value = [0.0; L];
            if this.kernel.in_reach(position, round) {
                for (kind, solved) in blocks[block].solved.value.iter().enumerate() {
                    value[kind] = solved[lane] + this.valuation.discount[kind] * this.base[kind];
                }
            }
            value
        };
        self.next = places.par_iter().enumerate().with_min_len(CHUNK).map(value).collect();
        Ok(())
    }

    /// Follows the branch of every stage game of a round anew, and compares what is played.
    fn verify(&mut self, epoch: usize, round: u32, blocks: &[Block]) -> Result<(), SolveError> {
        let this = &*self;
        let compare = |work: &mut Work, block: &Block| {
            let active = this.active(block, round);
            if !active.contains(&true) {
                return Ok(Vec::new());
            }
            let stage = this.stage(epoch, block, &active, &mut work.pay);
            let of_lane = |lane: usize| {
                let compared = stage.verify(lane, &block.solved);
                let place = (round, block.positions[lane]);
                compared.map(|gap| (gap, place)).map_err(|source| this.unsolved(round, place.1, source))
            };
            (0..WIDTH).filter(|&lane| active[lane]).map(of_lane).collect()
        };
        let compared: Vec<Result<Vec<_>, SolveError>> =
            blocks.par_iter().map_init(Work::new, compare).collect();
        for compared in compared {
            for (gap, place) in compared? {
                self.verification.get_or_insert_default().count(gap, place);
            }
        }
        Ok(())
    }

    /// Follows what the blocks have left over, packed into blocks of their own.
    fn follow_left(
        &self,
        epoch: usize,
        round: u32,
        left: &[Active<WIDTH>],
        blocks: &mut [Block],
    ) -> Result<(), SolveError> {
        let of_block = |(index, lanes): (usize, &Active<WIDTH>)| {
            let lanes = *lanes;
            (0..WIDTH).filter(move |&lane| lanes[lane]).map(move |lane| (index, lane))
        };
        // Blocks of the same choices stand next to each other.
        let places: Vec<(usize, usize)> = left.iter().enumerate().flat_map(of_block).collect();
        let alike = places.chunk_by(|a, b| blocks[a.0].choices == blocks[b.0].choices);
        let packs: Vec<&[(usize, usize)]> = alike.flat_map(|alike| alike.chunks(WIDTH)).collect();
        let follow = |(levels, work): &mut (Vec<Level>, Work), pack: &&[(usize, usize)]| {
            let positions: Vec<usize> = pack.iter().map(|&(at, lane)| blocks[at].positions[lane]).collect();
            let mut packed = self.block(epoch, &positions, levels);
            for (place, &(at, lane)) in pack.iter().enumerate() {
                packed.solved.replace(place, &blocks[at].solved, lane);
            }
            self.solve_block(epoch, round, &mut packed, Follow::All, work)?;
            Ok(packed.solved)
        };
        let room = || (vec![0; self.game.space.tracks()], Work::new());
        let found: Vec<Result<Solved<WIDTH>, SolveError>> = packs.par_iter().map_init(room, follow).collect();
        for (pack, found) in packs.iter().zip(found) {
            let found = found?;
            for (place, &(at, lane)) in pack.iter().enumerate() {
                blocks[at].solved.replace(lane, &found, place);
            }
        }
        Ok(())
    }

    /// Solves the stage games of a block; the lanes that were left over.
    fn solve_block(
        &self,
        epoch: usize,
        round: u32,
        block: &mut Block,
        follow: Follow,
        work: &mut Work,
    ) -> Result<Active<WIDTH>, SolveError> {
        let active = self.active(block, round);
        let Some(first) = active.iter().position(|&active| active) else { return Ok(active) };
        let Work { pay, room } = work;
        let stage = self.stage(epoch, block, &active, pay);
        let left = stage
            .solve(&active, follow, &mut block.solved, room)
            .map_err(|source| self.unsolved(round, block.positions[first], source))?;
        if let Branch::BestFor(actor) = self.game.branch {
            let solved = std::array::from_fn(|lane| active[lane] && !left[lane]);
            stage.prefer(actor, &solved, &mut block.solved, room);
        }
        Ok(left)
    }

    /// In which lanes of a block a play can be when a round begins.
    fn active(&self, block: &Block, round: u32) -> Active<WIDTH> {
        let in_reach = |&position: &usize| self.kernel.in_reach(position, round);
        std::array::from_fn(|lane| block.positions.get(lane).is_some_and(in_reach))
    }

    /// The stage games of a block; one lane at least has to be active.
    fn stage<'b>(
        &'b self,
        epoch: usize,
        block: &Block,
        active: &Active<WIDTH>,
        pay: &'b mut Vec<Wide<WIDTH>>,
    ) -> Stage<'b, WIDTH> {
        pulp::Arch::new().dispatch(StagePayoffs { backward: self, epoch, block, pay });
        // Lanes without a stage game repeat one that has, so that nothing odd is computed in them.
        let first = active.iter().position(|&active| active).expect("one lane is active");
        for pay in pay.iter_mut().filter(|_| *active != [true; WIDTH]) {
            *pay = std::array::from_fn(|lane| pay[if active[lane] { lane } else { first }]);
        }
        Stage { layout: &self.layouts[block.choices as usize], pay }
    }

    fn unsolved(&self, round: u32, position: usize, source: StageError) -> SolveError {
        SolveError::Stage { state: self.name(self.kernel.states()[position]), round, source }
    }

    /// What each profile pays each type at each position of a block, the future included.
    #[inline(always)]
    fn stage_payoffs(&self, epoch: usize, block: &Block, pay: &mut Vec<Wide<WIDTH>>) {
        let kernel = self.kernel;
        let types = self.game.types.len();
        let profiles = self.layouts[block.choices as usize].profiles();
        pay.resize(types * profiles, [0.0; WIDTH]);
        let last = block.positions.len() - 1;
        let places: [(StateIndex, &Row); WIDTH] =
            std::array::from_fn(|lane| self.place(epoch, block.positions[lane.min(last)]));
        for k in 0..profiles {
            let mut sums = [[0.0; L]; WIDTH];
            for first in (0..block.runs * RUN).step_by(RUN) {
                let (state, row) = places[first];
                let future: [Lanes<L>; RUN] = expect(kernel.going(row.heads[k]), state, &self.worth);
                let always = self.valuation.at_once_always(row, k);
                for lane in 0..RUN {
                    sums[first + lane] = std::array::from_fn(|kind| always[kind] + future[lane][kind]);
                }
            }
            for lane in block.runs * RUN..=last {
                let (state, row) = places[lane];
                let [future] = expect(kernel.going(row.heads[k]), state, &self.worth);
                let always = self.valuation.at_once_always(row, k);
                sums[lane] = std::array::from_fn(|kind| always[kind] + future[kind]);
            }
            let by_kind = transpose(&sums);
            for (kind, by_kind) in by_kind.iter().enumerate().take(types) {
                pay[kind * profiles + k] = *by_kind;
            }
        }
        for (at, extra) in &block.extras {
            let pay = &mut pay[*at as usize];
            *pay = std::array::from_fn(|lane| pay[lane] + extra[lane]);
        }
    }

    #[inline(always)]
    fn place(&self, epoch: usize, position: usize) -> (StateIndex, &Row) {
        (self.kernel.states()[position], self.kernel.row(epoch, position))
    }

    /// Writes the mixes of a round into the table.
    fn fill(&self, policy: &mut PolicyTable, round: u32, blocks: &[Block], places: &[(usize, usize)]) {
        policy.fill(self.kernel, round, |position, row| {
            let (block, lane) = places[position];
            row.extend(blocks[block].solved.mixes.iter().map(|mix| mix[lane]));
        });
    }

    fn name(&self, state: StateIndex) -> Vec<i32> {
        let space = &self.game.space;
        space.levels(state).iter().enumerate().map(|(track, &level)| space.written(track, level)).collect()
    }
}

/// From one list for each lane to one for each type.
#[inline(always)]
fn transpose<const L: usize>(sums: &[Lanes<L>; WIDTH]) -> [Wide<WIDTH>; L] {
    let mut by_kind = [[0.0; WIDTH]; L];
    for kind in 0..L {
        for lane in 0..WIDTH {
            by_kind[kind][lane] = sums[lane][kind];
        }
    }
    by_kind
}

/// What profiles pay at the positions of a block, compiled once for each kind of processor.
struct StagePayoffs<'a, 'g, const L: usize> {
    backward: &'a Backward<'g, L>,
    epoch: usize,
    block: &'a Block,
    pay: &'a mut Vec<Wide<WIDTH>>,
}

impl<const L: usize> pulp::WithSimd for StagePayoffs<'_, '_, L> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.backward.stage_payoffs(self.epoch, self.block, self.pay);
    }
}

/// Positions with the same choices, at most [`WIDTH`], whose stage games are solved side by side.
struct Block {
    positions: Vec<usize>,
    choices: u32,
    /// How many runs of states that follow one another and lead to the same place it begins with.
    runs: usize,
    /// Where what a profile pays a type at once depends on the state: the place of the two in all payoffs, and that part.
    extras: Box<[(u32, Wide<WIDTH>)]>,
    solved: Solved<WIDTH>,
}

/// Room to work in; one for each thread.
struct Work {
    /// For each type and each profile, what it pays, the future included.
    pay: Vec<Wide<WIDTH>>,
    room: Room<WIDTH>,
}

impl Work {
    fn new() -> Work {
        Work { pay: Vec::new(), room: Room::new() }
    }
}

//! A proof that a stage game of two actors has one logit equilibrium only, from a box that holds all of them.
//!
//! Whatever the other does, what a move earns more than another lies within bounds; so their probabilities do; against
//! probabilities within these bounds the bounds of what moves earn are narrower, and so on. Every logit equilibrium lies in
//! each of these boxes. With `r` any move of a type, what its actor's averaged mix moves by when the other's mix does, both
//! in total variation, is at most
//!
//! ```text
//! τ = max_{k,l} Σ_θ prior_θ λ_θ min( Σ_a p_a |e_a − e_r|, ½ Σ_a (p_a + d_a) |e_a − c|, (max_a e_a − min_a e_a) / 4 ),
//! ```
//!
//! with `e_a = u(a,k) − u(a,l)`, the largest probabilities of the box for `p`, half their range for `d`, and `c` the mean of
//! `e` by the probabilities in the middle. For the derivative of a logit response in the direction k − l is `λ p_a (e_a − ē)`;
//! half of `E|e − ē|` is at most `E|e − e_r|`, and a quarter of the range; and `|ē − c|` is at most `Σ_a d_a |e_a − c|`. Where
//! the product of both actors' bounds is below 1 the responses contract, and there is one equilibrium and no other.
//!
//! All of this is done in single precision, twice as many stage games at once. What that may be off by is allowed for:
//! [`Enclosure::blur`] in the logarithms of odds, [`OFF`] in probabilities; of τ itself it is far less than what
//! [`CONTRACTS`] leaves to 1.
//!
//! Reference: Dobrushin, "Central limit theorem for nonstationary Markov chains I", Theory of Probability and Its
//! Applications 1, 1956 (the coefficient τ of an average).

use super::super::exp::exp_each_single;
use super::layout::Seat;
use super::wide::{Lanes, Wide, map, max};
use super::{CONTRACTS, Room, Stage};
use std::ops::Range;

/// The same number of each of the stage games, in single precision.
type Single<const W: usize> = [f32; W];

/// Boxes within boxes, after which it is looked whether the responses contract there: at first each move is compared with
/// its type's likeliest alone.
const WITH_LIKELIEST: [usize; 2] = [1, 1];
/// Where that does not do, with every other.
const PAIRWISE: [usize; 3] = [1, 1, 3];

/// The largest logit whose odds are worked out: of larger ones probabilities are 0 or 1 to within [`OFF`].
const MOST: f32 = 80.0;
/// More than what rounding makes of a probability, as a share of it, and of an average of some.
const OFF: f32 = 1e-5;
/// Four times what one operation rounds a number by at most, as a share of it.
const ROUNDED: f32 = 4.0 * f32::EPSILON;

/// What moves are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    /// The likeliest of their type, in a box of all mixes.
    WithLikeliest,
    /// Each other, in the box that comparing them with the likeliest has left.
    Pairwise,
}

impl Compared {
    /// How many boxes are within each other before each look.
    fn boxes(self) -> &'static [usize] {
        match self {
            Compared::WithLikeliest => &WITH_LIKELIEST,
            Compared::Pairwise => &PAIRWISE,
        }
    }

    /// How often it is looked.
    pub(super) fn looks(self) -> usize {
        self.boxes().len()
    }
}

/// Room for the bounds.
#[derive(Default)]
pub(super) struct Enclosure<const W: usize> {
    /// What one move of a type earns more than the type's likeliest against each move of the other.
    row: Vec<Wide<W>>,
    /// For each type, for each of its moves, λ times that, less the middle of it; then that middle, and half the width.
    gains: Vec<Single<W>>,
    middle: Vec<Single<W>>,
    half: Vec<Single<W>>,
    /// For each type, more than what rounding makes of the logarithm of a move's odds against the likeliest.
    blur: Vec<Single<W>>,
    /// Bounds of the odds of each move of one type against its likeliest.
    least: Vec<Single<W>>,
    most: Vec<Single<W>>,
    /// Bounds of the probabilities of one type.
    low: Vec<Single<W>>,
    high: Vec<Single<W>>,
    /// The largest probabilities of all types.
    largest: Vec<Single<W>>,
    /// The probabilities in the middle of the bounds, normed, and half the width of the bounds.
    likely: Vec<Single<W>>,
    doubt: Vec<Single<W>>,
    /// The bounds of an actor's averaged mix.
    below: Vec<Single<W>>,
    above: Vec<Single<W>>,
    /// The middle and half the width of each averaged mix's bounds.
    center: Vec<Single<W>>,
    radius: Vec<Single<W>>,
}

impl<const W: usize> Stage<'_, W> {
    /// An upper bound, in some lanes, of the product of both actors' τ over a box that holds every logit equilibrium of two
    /// actors; infinite where there are more. The bounds are the narrower the more likely the move is, of each type,
    /// that is compared with: mixes that are not far off tell which.
    ///
    /// The first looks at the bound may be passed over. Says also which look was the last: that after which the responses
    /// contract in all lanes, if there is one.
    #[inline(always)]
    pub(super) fn bound_within(
        &self,
        compared: Compared,
        passed_over: usize,
        lanes: &Lanes<W>,
        likely: &[Wide<W>],
        room: &mut Room<W>,
    ) -> (Wide<W>, usize) {
        let [(rows, _), (columns, _)] = *self.layout.actors else { return ([f64::INFINITY; W], 0) };
        let bounds = &mut room.enclosure;
        if compared == Compared::WithLikeliest {
            self.compare_moves(likely, bounds);
            for ends in [&mut bounds.center, &mut bounds.radius] {
                ends.clear();
                ends.resize(rows + columns, [0.5; W]);
            }
        }
        let mut product = [f32::INFINITY; W];
        let mut last = 0;
        for (look, &boxes) in compared.boxes().iter().enumerate() {
            for number in 0..boxes {
                for actor in 0..2 {
                    // At first nothing is known of the other.
                    let blind = compared == Compared::WithLikeliest && look + number + actor == 0;
                    self.narrow(actor, compared, blind, bounds);
                }
            }
            if look < passed_over {
                continue;
            }
            (product, last) = ([1.0; W], look);
            for actor in 0..2 {
                let steepness = self.steepness(actor, self.layout.actors[1 - actor].0, bounds);
                for lane in 0..W {
                    product[lane] *= steepness[lane];
                }
            }
            if (0..W).all(|lane| f64::from(product[lane]) <= CONTRACTS || !lanes[lane]) {
                break;
            }
        }
        (product.map(f64::from), last)
    }

    /// Fills in what moves earn more than the likeliest of their type.
    #[inline(always)]
    fn compare_moves(&self, likely: &[Wide<W>], bounds: &mut Enclosure<W>) {
        let layout = self.layout;
        let (rows, columns) = (layout.actors[0].0, layout.actors[1].0);
        bounds.gains.clear();
        bounds.middle.clear();
        bounds.half.clear();
        bounds.blur.clear();
        for (kind, seat) in layout.seats.iter().enumerate() {
            let pay = &self.pay[kind * layout.profiles..(kind + 1) * layout.profiles];
            let (own_step, other_step, others) =
                if seat.actor == 0 { (columns, 1, columns) } else { (1, columns, rows) };
            let (mut first, mut most) = (seat.available[0], 0.0);
            for (&a, mix) in seat.available.iter().zip(&likely[seat.mix()]) {
                let sum = mix.iter().sum::<f64>();
                if sum > most {
                    (first, most) = (a, sum);
                }
            }
            let mut largest = [0.0; W];
            for &a in &seat.available {
                let (mut low, mut high) = ([f64::INFINITY; W], [f64::NEG_INFINITY; W]);
                bounds.row.clear();
                for k in 0..others {
                    let gain = map(
                        &pay[a * own_step + k * other_step],
                        &pay[first * own_step + k * other_step],
                        |own, first| seat.rationality * (own - first),
                    );
                    low = map(&low, &gain, f64::min);
                    high = max(&high, &gain);
                    bounds.row.push(gain);
                }
                let middle = map(&low, &high, |low, high| 0.5 * (low + high));
                for gain in &bounds.row {
                    bounds.gains.push(std::array::from_fn(|lane| (gain[lane] - middle[lane]) as f32));
                }
                largest = max(&largest, &max(&high, &low.map(|low| -low)));
                bounds.middle.push(middle.map(|middle| middle as f32));
                bounds.half.push(std::array::from_fn(|lane| (0.5 * (high[lane] - low[lane])) as f32));
            }
            // Each gain is rounded once, and each of their sums once for each move of the other.
            let operations = (others + 8) as f32;
            bounds.blur.push(largest.map(|largest| operations * ROUNDED * largest as f32));
        }
        for mixes in [&mut bounds.largest, &mut bounds.likely, &mut bounds.doubt] {
            mixes.resize(layout.mixes(), [0.0; W]);
        }
    }

    /// Narrows an actor's box by what its types answer to the other's, or to anything.
    #[inline(always)]
    fn narrow(&self, actor: usize, compared: Compared, blind: bool, bounds: &mut Enclosure<W>) {
        let layout = self.layout;
        for sums in [&mut bounds.below, &mut bounds.above] {
            sums.clear();
            sums.resize(layout.actors[actor].0, [0.0; W]);
        }
        let mut at = 0;
        for (kind, seat) in layout.seats.iter().enumerate() {
            let start = at;
            at += seat.available.len() * self.others(seat);
            if seat.actor != actor {
                continue;
            }
            match compared {
                Compared::WithLikeliest => self.against_likeliest(kind, start..at, blind, bounds),
                Compared::Pairwise => self.against_each(kind, start..at, bounds),
            }
            let Enclosure { low, high, largest, likely, doubt, below, above, .. } = bounds;
            let prior = seat.prior as f32;
            let mut sum = [0.0; W];
            let of_moves = largest[seat.mix()].iter_mut().zip(&mut likely[seat.mix()]);
            let of_moves = of_moves.zip(&mut doubt[seat.mix()]).zip(low.iter().zip(&*high));
            for ((((largest, likely), doubt), (low, high)), &a) in of_moves.zip(&seat.available) {
                let (below, above) = (&mut below[a], &mut above[a]);
                for lane in 0..W {
                    let (least, most) = (low[lane] * (1.0 - OFF), high[lane] * (1.0 + OFF));
                    largest[lane] = most;
                    likely[lane] = 0.5 * (most + least);
                    doubt[lane] = 0.5 * (most - least);
                    sum[lane] += likely[lane];
                    below[lane] += prior * least;
                    above[lane] += prior * most;
                }
            }
            let norm = sum.map(|sum| 1.0 / sum);
            for likely in &mut likely[seat.mix()] {
                for lane in 0..W {
                    likely[lane] *= norm[lane];
                }
            }
        }
        let own = layout.average(actor);
        let Enclosure { center, radius, below, above, .. } = bounds;
        for ((center, radius), (below, above)) in
            center[own.clone()].iter_mut().zip(&mut radius[own]).zip(below.iter().zip(&*above))
        {
            for lane in 0..W {
                center[lane] = 0.5 * (below[lane] + above[lane]);
                radius[lane] = 0.5 * (above[lane] - below[lane]) + OFF;
            }
        }
    }

    /// Bounds of a type's probabilities, into `low` and `high`, by the odds of each move against the likeliest.
    #[inline(always)]
    fn against_likeliest(&self, kind: usize, of_seat: Range<usize>, blind: bool, bounds: &mut Enclosure<W>) {
        let Enclosure { gains, middle, half, blur, least, most, low, high, center, radius, .. } = bounds;
        let seat = &self.layout.seats[kind];
        let other = self.layout.average(1 - seat.actor);
        let blur = &blur[kind];
        least.clear();
        most.clear();
        for (place, gains) in gains[of_seat].chunks_exact(other.len()).enumerate() {
            let (middle, half) = (&middle[seat.offset + place], &half[seat.offset + place]);
            let (mut sum, mut width) = (*middle, [if blind { f32::INFINITY } else { 0.0 }; W]);
            if !blind {
                for (gain, (center, radius)) in
                    gains.iter().zip(center[other.clone()].iter().zip(&radius[other.clone()]))
                {
                    for lane in 0..W {
                        sum[lane] = gain[lane].mul_add(center[lane], sum[lane]);
                        width[lane] = gain[lane].abs().mul_add(radius[lane], width[lane]);
                    }
                }
            }
            let (mut lowest, mut highest) = ([0.0; W], [0.0; W]);
            for lane in 0..W {
                let (low, high) = (sum[lane] - width[lane], sum[lane] + width[lane]);
                let (low, high) =
                    (f32::max(low, middle[lane] - half[lane]), f32::min(high, middle[lane] + half[lane]));
                lowest[lane] = (low - blur[lane]).clamp(-MOST, MOST);
                highest[lane] = (high + blur[lane]).clamp(-MOST, MOST);
            }
            least.push(exp_each_single(lowest));
            most.push(exp_each_single(highest));
        }
        low.clear();
        high.clear();
        for place in 0..least.len() {
            // The others' odds added up one by one: what is small beside this move's would not come out of a difference.
            let (mut below, mut above) = (least[place], most[place]);
            for other in (0..least.len()).filter(|&other| other != place) {
                for lane in 0..W {
                    below[lane] += most[other][lane];
                    above[lane] += least[other][lane];
                }
            }
            low.push(std::array::from_fn(|lane| least[place][lane] / below[lane]));
            high.push(std::array::from_fn(|lane| most[place][lane] / above[lane]));
        }
    }

    /// Bounds of a type's probabilities, into `low` and `high`, by the odds of each move against each other.
    #[inline(always)]
    fn against_each(&self, kind: usize, of_seat: Range<usize>, bounds: &mut Enclosure<W>) {
        let Enclosure { gains, middle, blur, low, high, center, radius, .. } = bounds;
        let seat = &self.layout.seats[kind];
        let other = self.layout.average(1 - seat.actor);
        let (gains, blur, others, moves) = (&gains[of_seat], &blur[kind], other.len(), seat.available.len());
        // First the least and the most that the odds of all others against a move add up to.
        low.clear();
        low.resize(moves, [0.0; W]);
        high.clear();
        high.resize(moves, [0.0; W]);
        let (center, radius) = (&center[other.clone()], &radius[other]);
        for a in 0..moves {
            let gains_of_a = &gains[a * others..(a + 1) * others];
            let (mut low_of_a, mut high_of_a) = (low[a], high[a]);
            for b in a + 1..moves {
                let both = gains_of_a.iter().zip(&gains[b * others..(b + 1) * others]);
                let (mut sum, mut width) = ([0.0; W], [0.0; W]);
                for ((own, other), (center, radius)) in both.zip(center.iter().zip(radius)) {
                    for lane in 0..W {
                        let gain = own[lane] - other[lane];
                        sum[lane] = gain.mul_add(center[lane], sum[lane]);
                        width[lane] = gain.abs().mul_add(radius[lane], width[lane]);
                    }
                }
                let (first, second) = (&middle[seat.offset + a], &middle[seat.offset + b]);
                let (mut least, mut most) = ([0.0; W], [0.0; W]);
                for lane in 0..W {
                    let gain = first[lane] - second[lane] + sum[lane];
                    let width = width[lane] + 2.0 * blur[lane];
                    least[lane] = (gain - width).clamp(-MOST, MOST);
                    most[lane] = (gain + width).clamp(-MOST, MOST);
                }
                let (least, most) = (exp_each_single(least), exp_each_single(most));
                let (low_of_b, high_of_b) = (&mut low[b], &mut high[b]);
                for lane in 0..W {
                    low_of_b[lane] += most[lane];
                    high_of_b[lane] += least[lane];
                    low_of_a[lane] += 1.0 / least[lane];
                    high_of_a[lane] += 1.0 / most[lane];
                }
            }
            (low[a], high[a]) = (low_of_a, high_of_a);
        }
        for (low, high) in low.iter_mut().zip(high) {
            for lane in 0..W {
                (low[lane], high[lane]) = (1.0 / (1.0 + low[lane]), 1.0 / (1.0 + high[lane]));
            }
        }
    }

    /// An actor's τ over the box.
    #[inline(always)]
    fn steepness(&self, actor: usize, others: usize, bounds: &Enclosure<W>) -> Single<W> {
        let mut steepest = [0.0; W];
        for k in 0..others {
            for l in k + 1..others {
                let mut steepness = [0.0; W];
                let mut at = 0;
                for (kind, seat) in self.layout.seats.iter().enumerate() {
                    let start = at;
                    at += seat.available.len() * self.others(seat);
                    if seat.actor != actor {
                        continue;
                    }
                    // The middles fall out; the likeliest move is there too, with 0.
                    let gains = || bounds.gains[start..at].chunks_exact(others);
                    let (mut from_likeliest, mut mean) = ([0.0; W], [0.0; W]);
                    let (mut low, mut high) = ([0.0; W], [0.0; W]);
                    let mixes = bounds.largest[seat.mix()].iter().zip(&bounds.likely[seat.mix()]);
                    for (gains, (largest, likely)) in gains().zip(mixes) {
                        for lane in 0..W {
                            let apart = gains[k][lane] - gains[l][lane];
                            from_likeliest[lane] += largest[lane] * apart.abs();
                            mean[lane] += likely[lane] * apart;
                            low[lane] = if apart < low[lane] { apart } else { low[lane] };
                            high[lane] = if apart > high[lane] { apart } else { high[lane] };
                        }
                    }
                    let mut from_mean = [0.0; W];
                    let mixes = bounds.largest[seat.mix()].iter().zip(&bounds.doubt[seat.mix()]);
                    for (gains, (largest, doubt)) in gains().zip(mixes) {
                        for lane in 0..W {
                            let apart = gains[k][lane] - gains[l][lane] - mean[lane];
                            from_mean[lane] += (largest[lane] + doubt[lane]) * apart.abs();
                        }
                    }
                    let (prior, moves) = (seat.prior as f32, seat.available.len() as f32);
                    for lane in 0..W {
                        let least = f32::min(0.5 * from_mean[lane], 0.25 * (high[lane] - low[lane]));
                        let least = f32::min(from_likeliest[lane], least);
                        steepness[lane] += prior * (least + moves * bounds.blur[kind][lane]);
                    }
                }
                for lane in 0..W {
                    steepest[lane] = f32::max(steepest[lane], steepness[lane]);
                }
            }
        }
        steepest
    }

    /// How many moves the other of two actors has.
    #[inline(always)]
    fn others(&self, seat: &Seat) -> usize {
        self.layout.actors[1 - seat.actor].0
    }
}

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
//! half of `E|e − ē|` is at most `E|e − e_r|`, and a quarter of the range; and `|ē − c|` is at most `Σ_a d_a |e_a − c|`. Where the product of both actors' bounds is below 1 the
//! responses contract, and there is one equilibrium and no other. Whatever the box, [`Stage::contraction`] bounds the same by
//! the second term alone.
//!
//! Reference: Dobrushin, "Central limit theorem for nonstationary Markov chains I", Theory of Probability and Its
//! Applications 1, 1956 (the coefficient τ of an average).

use super::super::exp::exp_each;
use super::layout::Seat;
use super::wide::{Lanes, Wide, add_product, map, max};
use super::{CONTRACTS, Room, Stage};
use std::ops::Range;

/// Boxes within boxes, after which it is looked whether the responses contract there: at first each move is compared with
/// its type's likeliest alone.
const WITH_LIKELIEST: [usize; 1] = [2];
/// Where that does not do, with every other.
const PAIRWISE: [usize; 2] = [2, 3];

/// What moves are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    /// The likeliest of their type, in a box of all mixes.
    WithLikeliest,
    /// Each other, in the box that comparing them with the likeliest has left.
    Pairwise,
}

/// Room for the bounds.
#[derive(Default)]
pub(super) struct Enclosure<const W: usize> {
    /// For each type, for each of its moves, what it earns more than the type's likeliest against each move of the other,
    /// less the middle of that; then that middle, and half the width.
    gains: Vec<Wide<W>>,
    middle: Vec<Wide<W>>,
    half: Vec<Wide<W>>,
    /// Bounds of the probabilities of one type.
    low: Vec<Wide<W>>,
    high: Vec<Wide<W>>,
    /// The largest probabilities of all types.
    largest: Vec<Wide<W>>,
    /// The probabilities in the middle of the bounds, normed, and half the width of the bounds.
    likely: Vec<Wide<W>>,
    doubt: Vec<Wide<W>>,
    /// The bounds of an actor's averaged mix.
    below: Vec<Wide<W>>,
    above: Vec<Wide<W>>,
    /// The middle and half the width of each averaged mix's bounds.
    center: Vec<Wide<W>>,
    radius: Vec<Wide<W>>,
}

impl<const W: usize> Stage<'_, W> {
    /// An upper bound, in some lanes, of the product of both actors' τ over a box that holds every logit equilibrium of two
    /// actors; infinite where there are more. The bounds are the narrower the more likely the move is, of each type,
    /// that is compared with: mixes that are not far off tell which.
    #[inline(always)]
    pub(super) fn bound_within(
        &self,
        compared: Compared,
        lanes: &Lanes<W>,
        likely: &[Wide<W>],
        room: &mut Room<W>,
    ) -> Wide<W> {
        let [(rows, _), (columns, _)] = *self.layout.actors else { return [f64::INFINITY; W] };
        let bounds = &mut room.enclosure;
        let narrowings = match compared {
            Compared::WithLikeliest => {
                self.compare_moves(likely, bounds);
                bounds.center.clear();
                bounds.center.resize(rows + columns, [0.5; W]);
                bounds.radius.clear();
                bounds.radius.resize(rows + columns, [0.5; W]);
                &WITH_LIKELIEST[..]
            }
            Compared::Pairwise => &PAIRWISE[..],
        };
        let mut product = [f64::INFINITY; W];
        for &narrowings in narrowings {
            for _ in 0..narrowings {
                for actor in 0..2 {
                    self.narrow(actor, compared, bounds);
                }
            }
            product = [1.0; W];
            for actor in 0..2 {
                let steepness = self.steepness(actor, self.layout.actors[1 - actor].0, bounds);
                product = map(&product, &steepness, |product, steepness| product * steepness);
            }
            if (0..W).all(|lane| product[lane] <= CONTRACTS || !lanes[lane]) {
                break;
            }
        }
        product
    }

    /// Fills in what moves earn more than the likeliest of their type.
    #[inline(always)]
    fn compare_moves(&self, likely: &[Wide<W>], bounds: &mut Enclosure<W>) {
        let layout = self.layout;
        let (rows, columns) = (layout.actors[0].0, layout.actors[1].0);
        bounds.gains.clear();
        bounds.middle.clear();
        bounds.half.clear();
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
            for &a in &seat.available {
                let (mut low, mut high) = ([f64::INFINITY; W], [f64::NEG_INFINITY; W]);
                let start = bounds.gains.len();
                for k in 0..others {
                    let gain = map(
                        &pay[a * own_step + k * other_step],
                        &pay[first * own_step + k * other_step],
                        |own, first| own - first,
                    );
                    low = map(&low, &gain, f64::min);
                    high = max(&high, &gain);
                    bounds.gains.push(gain);
                }
                let middle = map(&low, &high, |low, high| 0.5 * (low + high));
                for gain in &mut bounds.gains[start..] {
                    *gain = map(gain, &middle, |gain, middle| gain - middle);
                }
                bounds.middle.push(middle);
                bounds.half.push(map(&low, &high, |low, high| 0.5 * (high - low)));
            }
        }
        for mixes in [&mut bounds.largest, &mut bounds.likely, &mut bounds.doubt] {
            mixes.resize(layout.mixes(), [0.0; W]);
        }
    }

    /// Narrows an actor's box by what its types answer to the other's.
    #[inline(always)]
    fn narrow(&self, actor: usize, compared: Compared, bounds: &mut Enclosure<W>) {
        let layout = self.layout;
        for sums in [&mut bounds.below, &mut bounds.above] {
            sums.clear();
            sums.resize(layout.actors[actor].0, [0.0; W]);
        }
        let mut at = 0;
        for seat in &layout.seats {
            let start = at;
            at += seat.available.len() * self.others(seat);
            if seat.actor != actor {
                continue;
            }
            match compared {
                Compared::WithLikeliest => self.against_likeliest(seat, start..at, bounds),
                Compared::Pairwise => self.against_each(seat, start..at, bounds),
            }
            let Enclosure { low, high, largest, likely, doubt, below, above, .. } = bounds;
            let mut sum = [0.0; W];
            for (place, &a) in seat.available.iter().enumerate() {
                let at = seat.offset + place;
                for lane in 0..W {
                    let (least, most) = (low[place][lane], high[place][lane]);
                    largest[at][lane] = most;
                    likely[at][lane] = 0.5 * (most + least);
                    doubt[at][lane] = 0.5 * (most - least);
                    sum[lane] += likely[at][lane];
                    below[a][lane] += seat.prior * least;
                    above[a][lane] += seat.prior * most;
                }
            }
            let norm = sum.map(|sum| 1.0 / sum);
            for likely in &mut likely[seat.mix()] {
                *likely = map(likely, &norm, |likely, norm| likely * norm);
            }
        }
        let own = layout.average(actor);
        let Enclosure { center, radius, below, above, .. } = bounds;
        for ((center, radius), (below, above)) in
            center[own.clone()].iter_mut().zip(&mut radius[own]).zip(below.iter().zip(&*above))
        {
            *center = map(below, above, |below, above| 0.5 * (below + above));
            *radius = map(below, above, |below, above| 0.5 * (above - below));
        }
    }

    /// Bounds of a type's probabilities, into `low` and `high`, by the odds of each move against the likeliest.
    #[inline(always)]
    fn against_likeliest(&self, seat: &Seat, of_seat: Range<usize>, bounds: &mut Enclosure<W>) {
        let Enclosure { gains, middle, half, low, high, center, radius, .. } = bounds;
        let other = self.layout.average(1 - seat.actor);
        low.clear();
        high.clear();
        let (mut low_sum, mut high_sum) = ([0.0; W], [0.0; W]);
        for (place, gains) in gains[of_seat].chunks_exact(other.len()).enumerate() {
            let (middle, half) = (&middle[seat.offset + place], &half[seat.offset + place]);
            let (mut sum, mut width) = (*middle, [0.0; W]);
            for (gain, (center, radius)) in
                gains.iter().zip(center[other.clone()].iter().zip(&radius[other.clone()]))
            {
                add_product(&mut sum, gain, center);
                for lane in 0..W {
                    width[lane] = gain[lane].abs().mul_add(radius[lane], width[lane]);
                }
            }
            let (mut least, mut most) = ([0.0; W], [0.0; W]);
            for lane in 0..W {
                let (low, high) = (sum[lane] - width[lane], sum[lane] + width[lane]);
                least[lane] = seat.rationality * f64::max(low, middle[lane] - half[lane]);
                most[lane] = seat.rationality * f64::min(high, middle[lane] + half[lane]);
                (least[lane], most[lane]) = (f64::min(least[lane], MOST), f64::min(most[lane], MOST));
            }
            low.push(exp_each(least));
            high.push(exp_each(most));
            low_sum = map(&low_sum, &low[place], |sum, odds| sum + odds);
            high_sum = map(&high_sum, &high[place], |sum, odds| sum + odds);
        }
        for (low, high) in low.iter_mut().zip(high) {
            for lane in 0..W {
                let (least, most) = (low[lane], high[lane]);
                high[lane] = most / (most + (low_sum[lane] - least).max(0.0));
                low[lane] = least / (least + (high_sum[lane] - most).max(0.0));
            }
        }
    }

    /// Bounds of a type's probabilities, into `low` and `high`, by the odds of each move against each other.
    #[inline(always)]
    fn against_each(&self, seat: &Seat, of_seat: Range<usize>, bounds: &mut Enclosure<W>) {
        let Enclosure { gains, middle, low, high, center, radius, .. } = bounds;
        let other = self.layout.average(1 - seat.actor);
        let (gains, others, moves) = (&gains[of_seat], other.len(), seat.available.len());
        // First the least and the most that the odds of all others against a move add up to.
        low.clear();
        low.resize(moves, [0.0; W]);
        high.clear();
        high.resize(moves, [0.0; W]);
        for a in 0..moves {
            for b in a + 1..moves {
                let both =
                    gains[a * others..(a + 1) * others].iter().zip(&gains[b * others..(b + 1) * others]);
                let (mut sum, mut width) = ([0.0; W], [0.0; W]);
                let of_other = center[other.clone()].iter().zip(&radius[other.clone()]);
                for ((own, other), (center, radius)) in both.zip(of_other) {
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
                    least[lane] = (seat.rationality * (gain - width[lane])).clamp(-MOST, MOST);
                    most[lane] = (seat.rationality * (gain + width[lane])).clamp(-MOST, MOST);
                }
                let (least, most) = (exp_each(least), exp_each(most));
                for lane in 0..W {
                    low[b][lane] += most[lane];
                    high[b][lane] += least[lane];
                    low[a][lane] += 1.0 / least[lane];
                    high[a][lane] += 1.0 / most[lane];
                }
            }
        }
        for (low, high) in low.iter_mut().zip(high) {
            for lane in 0..W {
                (low[lane], high[lane]) = (1.0 / (1.0 + low[lane]), 1.0 / (1.0 + high[lane]));
            }
        }
    }

    /// An actor's τ over the box.
    #[inline(always)]
    fn steepness(&self, actor: usize, others: usize, bounds: &Enclosure<W>) -> Wide<W> {
        let mut steepest = [0.0; W];
        for k in 0..others {
            for l in k + 1..others {
                let mut steepness = [0.0; W];
                let mut at = 0;
                for seat in &self.layout.seats {
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
                            low[lane] = f64::min(low[lane], apart);
                            high[lane] = f64::max(high[lane], apart);
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
                    let weight = seat.prior * seat.rationality;
                    for lane in 0..W {
                        let least = f64::min(0.5 * from_mean[lane], 0.25 * (high[lane] - low[lane]));
                        steepness[lane] += weight * f64::min(from_likeliest[lane], least);
                    }
                }
                steepest = max(&steepest, &steepness);
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

/// The largest logit whose odds are worked out.
const MOST: f64 = 690.0;

//! What the types answer to averaged mixes, and how good an answer is.

use super::super::exp::exp_each;
use super::layout::Seat;
use super::wide::{Wide, add_product, distance, map, max, most, product};
use super::{Room, Stage};

impl<const W: usize> Stage<'_, W> {
    /// Expected payoff of each available action of a type.
    #[inline(always)]
    pub(super) fn utilities(&self, kind: usize, seat: &Seat, z: &[Wide<W>], utility: &mut [Wide<W>]) {
        let layout = self.layout;
        let pay = &self.pay[kind * layout.profiles..(kind + 1) * layout.profiles];
        if let [(rows, _), (columns, second)] = *layout.actors {
            for (u, &a) in utility.iter_mut().zip(&seat.available) {
                let mut sum = [0.0; W];
                if seat.actor == 0 {
                    for (pay, z) in pay[a * columns..(a + 1) * columns].iter().zip(&z[second..]) {
                        add_product(&mut sum, pay, z);
                    }
                } else {
                    for (pay, z) in pay[a..].iter().step_by(columns).zip(&z[..rows]) {
                        add_product(&mut sum, pay, z);
                    }
                }
                *u = sum;
            }
            return;
        }
        utility.fill([0.0; W]);
        let actors = layout.actors.len();
        for (pay, digits) in pay.iter().zip(layout.digits.chunks_exact(actors)) {
            let Ok(own) = seat.available.binary_search(&usize::from(digits[seat.actor])) else { continue };
            let mut weight = [1.0; W];
            for (other, &digit) in digits.iter().enumerate().filter(|&(other, _)| other != seat.actor) {
                let z = &z[layout.actors[other].1 + usize::from(digit)];
                weight = map(&weight, z, |weight, z| weight * z);
            }
            add_product(&mut utility[own], &weight, pay);
        }
    }

    /// Logit response of each type of an actor to `z`, with all λ scaled: into `mix`, and averaged into `answer`.
    #[inline(always)]
    fn respond(
        &self,
        actor: usize,
        scale: &Wide<W>,
        z: &[Wide<W>],
        answer: &mut [Wide<W>],
        utility: &mut [Wide<W>],
        mix: &mut [Wide<W>],
    ) {
        let averaged = &mut answer[self.layout.average(actor)];
        averaged.fill([0.0; W]);
        for (kind, seat) in self.layout.seats_of(actor) {
            let (utility, mix) = (&mut utility[seat.mix()], &mut mix[seat.mix()]);
            self.utilities(kind, seat, z, utility);
            let best = most(utility);
            let rationality = scale.map(|scale| scale * seat.rationality);
            let mut sum = [0.0; W];
            for (probability, u) in mix.iter_mut().zip(utility.iter()) {
                *probability =
                    exp_each(std::array::from_fn(|lane| rationality[lane] * (u[lane] - best[lane])));
                sum = map(&sum, probability, |sum, probability| sum + probability);
            }
            let norm = sum.map(|sum| 1.0 / sum);
            for (probability, &a) in mix.iter_mut().zip(&seat.available) {
                let normed = map(probability, &norm, |probability, norm| probability * norm);
                add_product(&mut averaged[a], &[seat.prior; W], &normed);
                *probability = normed;
            }
        }
    }

    /// Has everybody answer `room.z`; with two actors, one answers the other's answer. Leaves the answers in `room.mix`
    /// and `room.answer` and what `room.z` lacks of them, in its unknown entries, in `room.step`: the largest of that.
    #[inline(always)]
    pub(super) fn answers(&self, scale: &Wide<W>, room: &mut Room<W>) -> Wide<W> {
        let Room { z, answer, utility, mix, step, .. } = room;
        let first = self.layout.two().map(|(other, _)| other);
        for &actor in self.layout.order() {
            self.respond(actor, scale, z, answer, utility, mix);
            if Some(actor) == first {
                let averaged = self.layout.average(actor);
                z[averaged.clone()].copy_from_slice(&answer[averaged]);
            }
        }
        let unknown = self.layout.unknown();
        for (step, (answer, z)) in
            step.iter_mut().zip(answer[unknown.clone()].iter().zip(&z[unknown.clone()]))
        {
            *step = map(answer, z, |answer, z| answer - z);
        }
        distance(&answer[unknown.clone()], &z[unknown])
    }

    /// Takes the mixes last answered as they are, and measures by what everybody would answer to them.
    pub(super) fn certify(&self, room: &mut Room<W>) {
        let unknown = self.layout.unknown();
        room.z[unknown.clone()].copy_from_slice(&room.answer[unknown]);
        // The second of two actors has answered the mixes that the first keeps.
        self.measure(self.layout.two().map(|(_, own)| own), room);
    }

    /// Measures the mixes in `room.mix`, whose averages stand in `room.z`: what they are worth to each type, how far they
    /// are from its response, and what it could gain. One actor may be known to have responded, its utilities at hand.
    #[inline(always)]
    pub(super) fn measures(&self, responded: Option<usize>, room: &mut Room<W>) {
        let Room { z, answer, utility, mix, again, value, residual, gain, .. } = room;
        (*residual, *gain) = ([0.0; W], [0.0; W]);
        for actor in 0..self.layout.actors.len() {
            if Some(actor) != responded {
                self.respond(actor, &[1.0; W], z, answer, utility, again);
            }
            for (kind, seat) in self.layout.seats_of(actor) {
                let (utility, mix) = (&utility[seat.mix()], &mix[seat.mix()]);
                if Some(actor) != responded {
                    *residual = max(residual, &distance(mix, &again[seat.mix()]));
                }
                let worth = product(mix, utility);
                let best = most(utility);
                *gain = max(gain, &map(&best, &worth, |best, worth| best - worth));
                value[kind] = worth;
            }
        }
    }
}

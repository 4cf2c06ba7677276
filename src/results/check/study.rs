//! The figures of a sweep.

use super::{Checked, finite, known, of_length, ordered, same_names, share, shares, size, so, sums_to_one};
use crate::results::json::STUDY;
use crate::results::study::{
    Analysis, BoxCount, DecisionFigures, DiscoveryFigures, IntervalFigures, PointFigures, PrimFigures,
    ShareFigures, StudyFigures, TournamentFigures,
};

impl Checked for StudyFigures {
    const FILE: &'static str = STUDY;

    fn check(&self) -> Result<(), String> {
        so(!self.outcomes.is_empty(), || "there are no outcomes".to_owned())?;
        so(!self.actors.is_empty(), || "there are no actors".to_owned())?;
        so(!self.factors.is_empty(), || "nothing varies".to_owned())?;
        so(!self.points.is_empty(), || "there are no points".to_owned())?;
        so(self.base.failed.is_none(), || "the scenario as it stands has no figures".to_owned())?;
        so(self.base.point == 0, || "the scenario as it stands is not point 0".to_owned())?;
        self.of_point(&self.base)?;
        for (place, point) in self.points.iter().enumerate() {
            so(point.point == place + 1, || format!("point {} stands in place {}", point.point, place + 1))?;
            self.of_point(&point)?;
        }
        so(self.grid.is_none_or(|grid| (1..=self.points.len()).contains(&grid)), || {
            "`grid` has more points than there are".to_owned()
        })?;
        let last = self.factors.last().map(|factor| factor.path.as_str());
        so(self.choice.is_none() || self.choice.as_deref() == last, || {
            "`choice` is not the last factor".to_owned()
        })?;
        self.variance_reduction.map_or(Ok(()), |gain| size("`variance_reduction`", gain))?;
        self.analysis.as_ref().map_or(Ok(()), |analysis| self.of_analysis(analysis))
    }
}

impl StudyFigures {
    fn paths(&self) -> impl Iterator<Item = &str> {
        self.factors.iter().map(|factor| factor.path.as_str())
    }

    fn of_point(&self, point: &PointFigures) -> Result<(), String> {
        let what = |field: &str| format!("`{field}` of point {}", point.point);
        for path in point.factors.keys() {
            known(&what("factors"), path, self.paths())?;
        }
        so(point.varied.iter().all(|&factor| factor < self.factors.len()), || {
            format!("{} names a factor that is not there", what("varied"))
        })?;
        for &factor in &point.varied {
            let path = &self.factors[factor].path;
            so(point.factors.contains_key(path), || format!("{} lacks {path}", what("factors")))?;
        }
        if point.failed.is_some() {
            of_length(&what("outcomes"), &point.outcomes, 0)?;
            return of_length(&what("actors"), &point.actors, 0);
        }
        let ids = |one: &'_ ShareFigures| one.id.clone();
        let (outcomes, actors) = self.names();
        of_length(&what("outcomes"), &point.outcomes, outcomes.len())?;
        of_length(&what("actors"), &point.actors, actors.len())?;
        let found: Vec<String> = point.outcomes.iter().map(ids).collect();
        same_names(&what("outcomes"), found.iter().map(String::as_str), outcomes.into_iter())?;
        same_names(&what("actors"), point.actors.iter().map(|one| one.id.as_str()), actors.into_iter())?;
        let batches = point.outcomes.first().map_or(0, |one| one.batches.len());
        for ShareFigures { share: estimate, low, high, exact, change, batches: all, .. } in &point.outcomes {
            for value in [*low, *estimate, *high].into_iter().chain(*exact) {
                share(&what("share"), value)?;
            }
            ordered(&what("share"), &[*low, *estimate, *high])?;
            for value in [change.value, change.low, change.high] {
                so((-1.0 - 1e-6..=1.0 + 1e-6).contains(&value), || format!("{} is {value}", what("change")))?;
            }
            of_length(&what("batches"), all, batches)?;
            shares(&what("batches"), all)?;
        }
        sums_to_one(&what("share"), point.outcomes.iter().map(|one| one.share))?;
        for actor in &point.actors {
            finite(&what("payoff_mean"), actor.payoff_mean)?;
            size(&what("payoff_se"), actor.payoff_se)?;
            of_length(&what("batches"), &actor.batches, batches)?;
        }
        Ok(())
    }

    fn of_analysis(&self, analysis: &Analysis) -> Result<(), String> {
        match analysis {
            Analysis::SobolIndices { measures, .. } => {
                for found in measures {
                    finite(&found.measure, found.mean)?;
                    finite(&found.measure, found.variance)?;
                    if found.nothing.is_none() {
                        let paths = found.factors.iter().map(|factor| factor.path.as_str());
                        same_names(&found.measure, paths, self.paths())?;
                    }
                    for pair in &found.pairs {
                        pair.paths.iter().try_for_each(|path| known("a pair", path, self.paths()))?;
                    }
                }
                Ok(())
            }
            Analysis::ElementaryEffects { measures, .. } => measures.iter().try_for_each(|found| {
                let paths = found.factors.iter().map(|factor| factor.path.as_str());
                same_names(&found.measure, paths, self.paths())?;
                found.factors.iter().try_for_each(|factor| {
                    size(&found.measure, factor.sigma)?;
                    size(&found.measure, factor.mu_star.value)
                })
            }),
            Analysis::Discovery(found) => self.of_discovery(found),
            Analysis::TippingPoints(found) => {
                so(self.factors.len() == 1, || "tipping points are of one factor".to_owned())?;
                found.points.iter().try_for_each(|point| interval("a tipping point", &point.at))
            }
            Analysis::Choice(found) => {
                self.of_decision(found, "the choices")?;
                let points = found.futures.checked_mul(found.choices.len());
                so(points == Some(self.points.len()) && self.points.failures() == 0, || {
                    "the points are not all choices in all futures".to_owned()
                })
            }
            Analysis::Tournament(found) => self.of_tournament(found),
            Analysis::LeftOut { .. } => Ok(()),
        }
    }

    fn of_tournament(&self, found: &TournamentFigures) -> Result<(), String> {
        let TournamentFigures { sides, pairings } = found;
        sides.iter().try_for_each(|side| self.of_decision(side, "the strategies of a side"))?;
        let [rows, columns] = sides.each_ref().map(|side| side.choices.len());
        of_length("`pairings`", pairings, rows * columns)?;
        so(sides[0].futures == columns && sides[1].futures == rows, || {
            "the strategies of one side are not the futures of the other".to_owned()
        })?;
        let is_there = |point: usize| {
            let place = point.checked_sub(1)?;
            self.points.get(place).filter(|point| point.failed.is_none())
        };
        so(pairings.iter().all(|pairing| is_there(pairing.point).is_some()), || {
            "a pairing is of a point that has no figures".to_owned()
        })
    }

    fn of_decision(&self, found: &DecisionFigures, what: &str) -> Result<(), String> {
        known(what, &found.actor, self.actors.iter().map(|actor| actor.id.as_str()))?;
        known(what, &found.path, self.paths())?;
        so(!found.choices.is_empty() && found.futures > 0, || format!("{what} are none"))?;
        for choice in &found.choices {
            interval(what, &choice.mean)?;
            finite(what, choice.worst)?;
            finite(what, choice.best)?;
            [choice.largest_regret, choice.regret_90, choice.mean_regret]
                .into_iter()
                .try_for_each(|regret| size(what, regret))?;
            for one in [&choice.best_in, &choice.starr].into_iter().chain(&choice.satisficing) {
                interval(what, one)?;
                share(what, one.value)?;
            }
        }
        Ok(())
    }

    fn of_discovery(&self, found: &DiscoveryFigures) -> Result<(), String> {
        for region in &found.regional {
            so(region.points <= self.points.len(), || "there are more cases than points".to_owned())?;
            for factor in &region.factors {
                known("a region", &factor.path, self.paths())?;
                shares("a region", &[factor.distance, factor.p])?;
            }
        }
        found.prim.as_ref().map_or(Ok(()), |prim| self.of_box(prim))
    }

    fn of_box(&self, found: &PrimFigures) -> Result<(), String> {
        so(found.chosen < found.boxes.len(), || "the box that is told is not there".to_owned())?;
        let fits = |count: &BoxCount| count.of_interest <= count.points && count.points <= self.points.len();
        let counts = std::iter::once(&found.found_in).chain(found.boxes.iter().map(|one| &one.holds));
        let kept = found.kept_back.iter().flat_map(|kept| [&kept.all, &kept.holds]);
        so(counts.chain(kept).all(fits), || "a box holds more than there is".to_owned())?;
        found.boxes.iter().try_for_each(|one| shares("a box", &[one.coverage, one.density]))?;
        found.limits.iter().try_for_each(|limit| {
            known("a limit", &limit.path, self.paths())?;
            shares("a limit", &[limit.quasi_p, limit.comes_back])
        })
    }
}

fn interval(what: &str, found: &IntervalFigures) -> Result<(), String> {
    finite(what, found.value)?;
    let ends: Vec<f64> = found.low.into_iter().chain([found.value]).chain(found.high).collect();
    ordered(what, &ends)
}

//! The points of a study, packed: there can be a hundred thousand of them, and most of what a point says, another has said.

use super::{ChangeFigures, Level, PointFigures, PointPayoff, ShareFigures};
use indexmap::IndexSet;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Range;

/// Points in order. Names are kept once, and of numbers only those that do not follow from others; a point that is asked
/// for is put together anew. An exact point of three factors, two outcomes and two actors takes about 200 bytes.
#[derive(Clone, Default)]
pub struct Points {
    names: Names,
    packed: Vec<Packed>,
}

/// What many points say.
#[derive(Clone, Default)]
struct Names {
    factors: IndexSet<String>,
    /// Values of factors that are no numbers.
    texts: IndexSet<String>,
    varied: IndexSet<Vec<usize>>,
    outcomes: Vec<String>,
    actors: Vec<String>,
}

#[derive(Clone)]
enum Packed {
    /// One without figures, or with others than the usual.
    Whole(Box<PointFigures>),
    Numbers {
        point: usize,
        seed: Option<u64>,
        /// In the names.
        varied: usize,
        levels: Box<[PackedLevel]>,
        form: Form,
        figures: Box<[f64]>,
    },
}

#[derive(Clone, Copy)]
enum PackedLevel {
    Absent,
    Number(f64),
    /// In the names.
    Text(usize),
}

/// Which numbers a point has.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Of each outcome its share and change, of each actor its mean payoff: exact figures have no more.
    Exact,
    /// Of each outcome its share with both ends, its change with both ends, and so many batches; of each actor its mean
    /// payoff, its standard error, and as many batches.
    Sampled {
        /// How many.
        batches: usize,
    },
}

impl Points {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }

    /// A point by its place, from 0.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<PointFigures> {
        Some(self.names.unpacked(self.packed.get(place)?))
    }

    /// All points in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = PointFigures> + ExactSizeIterator + '_ {
        self.packed.iter().map(|packed| self.names.unpacked(packed))
    }

    /// The points at these places, in order.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn range(&self, places: Range<usize>) -> impl Iterator<Item = PointFigures> + '_ {
        self.packed[places].iter().map(|packed| self.names.unpacked(packed))
    }

    /// All points that have figures, in order.
    pub fn known(&self) -> impl Iterator<Item = PointFigures> + '_ {
        self.iter().filter(|point| point.failed.is_none())
    }

    /// How many have no figures.
    #[must_use]
    pub fn failures(&self) -> usize {
        let failed = |packed: &&Packed| matches!(packed, Packed::Whole(point) if point.failed.is_some());
        self.packed.iter().filter(failed).count()
    }

    /// The points that vary nothing else than a factor, and have figures.
    pub fn alone(&self, factor: usize) -> impl Iterator<Item = PointFigures> + '_ {
        let alone = [factor];
        let place = self.names.varied.get_index_of(&alone[..]);
        let is_alone = move |packed: &&Packed| match packed {
            Packed::Whole(point) => point.failed.is_none() && point.varied == alone,
            Packed::Numbers { varied, .. } => Some(*varied) == place,
        };
        self.packed.iter().filter(is_alone).map(|packed| self.names.unpacked(packed))
    }

    /// Adds a point behind all others.
    pub fn push(&mut self, point: PointFigures) {
        let packed = self.names.packed(&point);
        // What does not come back as it was is kept as it is.
        let is_same = |packed: &Packed| {
            let back = self.names.unpacked(packed);
            back == point && back.factors.keys().eq(point.factors.keys())
        };
        self.packed.push(packed.filter(is_same).unwrap_or_else(|| Packed::Whole(Box::new(point))));
    }

    /// Puts them in the order of their numbers.
    pub(crate) fn sort(&mut self) {
        self.packed.sort_by_key(|packed| match packed {
            Packed::Whole(point) => point.point,
            Packed::Numbers { point, .. } => *point,
        });
    }
}

impl Names {
    /// A point as numbers; `None` where it has others than the usual.
    fn packed(&mut self, point: &PointFigures) -> Option<Packed> {
        let PointFigures { point: number, factors, varied, outcomes, actors, seed, failed } = point;
        if failed.is_some() {
            return None;
        }
        let first = outcomes.first()?;
        if self.outcomes.is_empty() {
            self.outcomes = outcomes.iter().map(|one| one.id.clone()).collect();
            self.actors = actors.iter().map(|one| one.id.clone()).collect();
        }
        if outcomes.len() != self.outcomes.len() || actors.len() != self.actors.len() {
            return None;
        }
        let mut levels = vec![PackedLevel::Absent; self.factors.len()];
        for (path, level) in factors {
            let place = place(&mut self.factors, path);
            levels.resize(self.factors.len(), PackedLevel::Absent);
            levels[place] = match level {
                Level::Number(number) => PackedLevel::Number(*number),
                Level::Text(text) => PackedLevel::Text(self::place(&mut self.texts, text)),
            };
        }
        let mut figures = Vec::new();
        let form = match first.exact {
            Some(_) => Form::Exact,
            None => Form::Sampled { batches: first.batches.len() },
        };
        for ShareFigures { share, low, high, change, batches, .. } in outcomes {
            match form {
                Form::Exact => figures.extend([*share, change.value]),
                Form::Sampled { .. } => {
                    figures.extend([*share, *low, *high, change.value, change.low, change.high]);
                    figures.extend(batches);
                }
            }
        }
        for PointPayoff { payoff_mean, payoff_se, batches, .. } in actors {
            figures.push(*payoff_mean);
            if form != Form::Exact {
                figures.push(*payoff_se);
                figures.extend(batches);
            }
        }
        Some(Packed::Numbers {
            point: *number,
            seed: *seed,
            varied: place(&mut self.varied, varied),
            levels: levels.into(),
            form,
            figures: figures.into(),
        })
    }

    fn unpacked(&self, packed: &Packed) -> PointFigures {
        let (point, seed, varied, levels, form, figures) = match packed {
            Packed::Whole(point) => return (**point).clone(),
            Packed::Numbers { point, seed, varied, levels, form, figures } => {
                (*point, *seed, *varied, levels, *form, figures)
            }
        };
        let level = |(path, level): (&String, &PackedLevel)| {
            let level = match level {
                PackedLevel::Absent => return None,
                PackedLevel::Number(number) => Level::Number(*number),
                PackedLevel::Text(text) => Level::Text(self.texts[*text].clone()),
            };
            Some((path.clone(), level))
        };
        let mut numbers = figures.iter().copied();
        // As many were packed as are taken out; where they were not, what comes out is not what was packed, which is seen.
        let mut next = || numbers.next().unwrap_or(f64::NAN);
        let outcome = |id: &String| {
            let share = next();
            let id = id.clone();
            match form {
                Form::Exact => {
                    let change = next();
                    let change = ChangeFigures { value: change, low: change, high: change };
                    ShareFigures {
                        id,
                        share,
                        low: share,
                        high: share,
                        exact: Some(share),
                        change,
                        batches: Vec::new(),
                    }
                }
                Form::Sampled { batches } => ShareFigures {
                    id,
                    share,
                    low: next(),
                    high: next(),
                    exact: None,
                    change: ChangeFigures { value: next(), low: next(), high: next() },
                    batches: (0..batches).map(|_| next()).collect(),
                },
            }
        };
        let outcomes = self.outcomes.iter().map(outcome).collect();
        let actor = |id: &String| {
            let payoff_mean = next();
            let id = id.clone();
            match form {
                Form::Exact => PointPayoff {
                    id,
                    payoff_mean,
                    payoff_se: 0.0,
                    exact: Some(payoff_mean),
                    batches: Vec::new(),
                },
                Form::Sampled { batches } => PointPayoff {
                    id,
                    payoff_mean,
                    payoff_se: next(),
                    exact: None,
                    batches: (0..batches).map(|_| next()).collect(),
                },
            }
        };
        PointFigures {
            point,
            factors: self.factors.iter().zip(levels).filter_map(level).collect(),
            varied: self.varied[varied].clone(),
            outcomes,
            actors: self.actors.iter().map(actor).collect(),
            seed,
            failed: None,
        }
    }
}

/// The place of a name among names, a new one where it is new.
fn place<T: Clone + std::hash::Hash + Eq>(names: &mut IndexSet<T>, name: &T) -> usize {
    names.get_index_of(name).unwrap_or_else(|| names.insert_full(name.clone()).0)
}

impl<'a> IntoIterator for &'a Points {
    type Item = PointFigures;
    type IntoIter = Box<dyn Iterator<Item = PointFigures> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl Extend<PointFigures> for Points {
    fn extend<I: IntoIterator<Item = PointFigures>>(&mut self, points: I) {
        points.into_iter().for_each(|point| self.push(point));
    }
}

impl FromIterator<PointFigures> for Points {
    fn from_iter<I: IntoIterator<Item = PointFigures>>(points: I) -> Points {
        let mut all = Points::default();
        all.extend(points);
        all
    }
}

impl PartialEq for Points {
    fn eq(&self, other: &Points) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Points, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Points;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of points")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Points, A::Error> {
                let mut points = Points::default();
                while let Some(point) = list.next_element()? {
                    points.push(point);
                }
                Ok(points)
            }
        }
        deserializer.deserialize_seq(Reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(number: usize, exact: bool) -> PointFigures {
        let share = 1.0 / number as f64;
        let change = ChangeFigures { value: share - 0.3, low: share - 0.4, high: share - 0.2 };
        let outcome = |id: &str| ShareFigures {
            id: id.to_owned(),
            share,
            low: if exact { share } else { share - 0.1 },
            high: if exact { share } else { share + 0.1 },
            exact: exact.then_some(share),
            change: if exact {
                ChangeFigures { low: change.value, high: change.value, ..change }
            } else {
                change
            },
            batches: if exact { Vec::new() } else { vec![share; 3] },
        };
        let actor = |id: &str| PointPayoff {
            id: id.to_owned(),
            payoff_mean: -share,
            payoff_se: if exact { 0.0 } else { 0.01 },
            exact: exact.then_some(-share),
            batches: if exact { Vec::new() } else { vec![-share; 3] },
        };
        PointFigures {
            point: number,
            factors: [("a", Level::Number(share)), ("b", Level::Text(format!("t{}", number % 2)))]
                .map(|(path, level)| (path.to_owned(), level))
                .into(),
            varied: vec![0, 1],
            outcomes: vec![outcome("war"), outcome("deal")],
            actors: vec![actor("us"), actor("dprk")],
            seed: number.is_multiple_of(3).then_some(u64::MAX),
            failed: None,
        }
    }

    #[test]
    fn every_point_comes_back_as_it_was() {
        let mut all = vec![point(1, true), point(2, true), point(3, false), point(4, false)];
        // One factor less, one more, and factors in another order.
        all[1].factors.shift_remove("a");
        all[2].factors.insert("c".to_owned(), Level::Number(f64::INFINITY));
        all[3].factors.reverse();
        // An interval about an exact figure, an actor more, other names, and no figures.
        let mut odd = point(5, true);
        odd.outcomes[1].high = 0.9;
        all.push(odd);
        let mut more = point(6, true);
        more.actors.push(more.actors[0].clone());
        all.push(more);
        let mut other = point(7, false);
        other.outcomes[0].id = "trade".to_owned();
        other.actors[0].batches.pop();
        all.push(other);
        all.push(PointFigures {
            outcomes: Vec::new(),
            actors: Vec::new(),
            failed: Some("it is too large".to_owned()),
            ..point(8, true)
        });
        let points: Points = all.iter().cloned().collect();
        assert_eq!(points.len(), all.len());
        for (place, (packed, point)) in points.iter().zip(&all).enumerate() {
            assert_eq!(packed, *point);
            assert!(packed.factors.keys().eq(point.factors.keys()), "{place}");
            assert_eq!(points.get(place).as_ref(), Some(point));
        }
        assert!(points.get(all.len()).is_none());
        assert_eq!((points.known().count(), points.failures()), (all.len() - 1, 1));
        let is_whole = |packed: &&Packed| matches!(packed, Packed::Whole(_));
        assert_eq!(points.packed.iter().filter(is_whole).count(), 5);
        let json = serde_json::to_string(&points).unwrap();
        assert_eq!(json, serde_json::to_string(&all).unwrap());
    }

    #[test]
    fn points_are_put_in_order() {
        let mut points: Points = [3, 1, 2].map(|number| point(number, true)).into_iter().collect();
        points.sort();
        assert_eq!(points.iter().map(|point| point.point).collect::<Vec<_>>(), [1, 2, 3]);
        let read: Points = serde_json::from_str(&serde_json::to_string(&points).unwrap()).unwrap();
        assert_eq!(read, points);
    }
}

//! Summaries to draw: made up, but with the shapes that real runs have.

use standoff::results::*;

/// A small generator of its own: the samples must never change.
pub(crate) struct Luck(u64);

impl Luck {
    pub(crate) fn new(seed: u64) -> Luck {
        Luck(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// What a sample is made from.
pub(crate) struct Plan {
    pub(crate) title: &'static str,
    pub(crate) rounds: usize,
    pub(crate) months: bool,
    pub(crate) plays: u64,
    /// Label, chance of ending so in each round, payoff of each actor; the last outcome is what is left.
    pub(crate) outcomes: Vec<(String, f64, [f64; 2])>,
    /// Label, highest level, start, names, drift.
    pub(crate) tracks: Vec<(String, i32, i32, Vec<&'static str>, f64)>,
    /// Label, stance, weight of each move of each actor.
    pub(crate) moves: [Vec<(String, &'static str, f64)>; 2],
}

/// By when a move was made, if the rounds had nothing to do with each other.
fn first_times(shares: &[f64]) -> Vec<f64> {
    let never = shares.iter().scan(1.0, |never, share| {
        *never *= 1.0 - share;
        Some(1.0 - *never)
    });
    never.collect()
}

fn wilson(share: f64, plays: f64) -> (f64, f64) {
    let z = 1.959_964;
    let middle = (share + z * z / (2.0 * plays)) / (1.0 + z * z / plays);
    let half =
        z / (1.0 + z * z / plays) * (share * (1.0 - share) / plays + z * z / (4.0 * plays * plays)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

fn month(t: usize) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let t = t + 9;
    format!("{} {}", NAMES[t % 12], 2018 + t / 12)
}

impl Plan {
    pub(crate) fn summary(&self) -> Summary {
        let rounds = self.rounds;
        let plays = self.plays as f64;
        let mut surviving = vec![1.0];
        let mut by_round: Vec<Vec<f64>> = vec![vec![0.0]; self.outcomes.len()];
        for t in 1..=rounds {
            let going = surviving[t - 1];
            let mut ended = 0.0;
            for (index, (_, chance, _)) in self.outcomes.iter().enumerate() {
                let before = by_round[index][t - 1];
                let otherwise = index + 1 == self.outcomes.len();
                let now = match (otherwise, t == rounds) {
                    (true, true) => going - ended,
                    (true, false) => 0.0,
                    _ => going * chance * (0.5 + t as f64 / rounds as f64),
                };
                ended += now;
                by_round[index].push(before + now);
            }
            surviving.push(going - ended);
        }
        let outcomes: Vec<OutcomeFigures> = self
            .outcomes
            .iter()
            .enumerate()
            .map(|(index, (label, _, _))| {
                let share = *by_round[index].last().unwrap();
                let (low, high) = wilson(share, plays.max(1.0));
                OutcomeFigures {
                    id: format!("o{index}"),
                    label: label.clone(),
                    count: (share * plays).round() as u64,
                    share,
                    low,
                    high,
                    by_round: by_round[index].clone(),
                    exact: Some(share + (high - low) * 0.2),
                    z: Some(-0.4),
                }
            })
            .collect();
        Summary {
            format: FORMAT,
            scenario: "korea-2018".into(),
            title: self.title.into(),
            scenario_hash: "3fa94c07d1".repeat(6),
            version: "0.1.0".into(),
            seed: 2018,
            plays: self.plays,
            moments: (0..=rounds)
                .map(|t| match (t, self.months) {
                    (0, _) => "start".to_owned(),
                    (t, true) => month(t),
                    (t, false) => t.to_string(),
                })
                .collect(),
            round_unit: if self.months { "month" } else { "round" }.into(),
            actors: self.actors(&outcomes),
            outcomes,
            rounds: RoundFigures { mean: rounds as f64 * 0.8, se: 0.1, surviving, exact: None },
            tracks: self.tracks.iter().enumerate().map(|(n, track)| self.track(n, track)).collect(),
            moves: self.moves(),
            effects: vec![],
            certificate: None,
            selection: None,
            record: None,
        }
    }

    fn actors(&self, outcomes: &[OutcomeFigures]) -> Vec<ActorFigures> {
        ["United States", "North Korea"]
            .into_iter()
            .enumerate()
            .map(|(who, label)| {
                let by_outcome = self.outcomes.iter().zip(outcomes).map(|((_, _, worth), outcome)| {
                    let centre = worth[who];
                    let spread = 1.5 + centre.abs() * 0.12;
                    let at = |step: f64| centre + step * spread;
                    let none = outcome.count == 0;
                    PayoffFigures {
                        plays: outcome.count,
                        mean: (!none).then(|| at(-0.15)),
                        quantiles: (!none).then(|| [at(-1.9), at(-0.7), at(0.0), at(0.55), at(1.3)]),
                    }
                });
                let by_outcome: Vec<PayoffFigures> = by_outcome.collect();
                let mean = by_outcome.iter().zip(outcomes).filter_map(|(p, o)| Some(p.mean? * o.share)).sum();
                ActorFigures {
                    id: ["us", "dprk"][who].into(),
                    label: label.into(),
                    payoff_mean: mean,
                    payoff_se: 0.3,
                    by_outcome,
                    types: vec![],
                    exact: None,
                    z: None,
                }
            })
            .collect()
    }

    fn track(
        &self,
        n: usize,
        (label, high, start, levels, drift): &(String, i32, i32, Vec<&str>, f64),
    ) -> TrackFigures {
        let size = *high as usize + 1;
        let mut now = vec![0.0; size];
        now[*start as usize] = 1.0;
        let (mut mean_by_round, mut quantiles_by_round, mut distribution_by_round) = (vec![], vec![], vec![]);
        for t in 0..=self.rounds {
            let mean = now.iter().enumerate().map(|(level, share)| level as f64 * share).sum();
            mean_by_round.push(mean);
            let quantile = |q: f64| {
                let mut sum = 0.0;
                now.iter().position(|share| {
                    sum += share;
                    sum >= q - 1e-12
                })
            };
            let at = |q: f64| quantile(q).unwrap_or(size - 1) as i32;
            quantiles_by_round.push(LevelQuantiles {
                q05: at(0.05),
                q25: at(0.25),
                q50: at(0.5),
                q75: at(0.75),
                q95: at(0.95),
            });
            distribution_by_round.push(now.clone());
            let wave = drift + 0.04 * ((t + 3 * n) as f64 / 5.0).sin();
            let (up, down) = (0.10 + wave.max(0.0), 0.10 + (-wave).max(0.0));
            let mut next = vec![0.0; size];
            for (level, share) in now.iter().enumerate() {
                next[(level + 1).min(size - 1)] += share * up;
                next[level.saturating_sub(1)] += share * down;
                next[level] += share * (1.0 - up - down);
            }
            now = next;
        }
        TrackFigures {
            id: format!("t{n}"),
            label: label.clone(),
            range: [0, *high],
            levels: (0..size).map(|level| levels.get(level).copied().unwrap_or("").to_owned()).collect(),
            mean_by_round,
            quantiles_by_round,
            distribution_by_round,
            exact_mean_by_round: None,
        }
    }

    fn moves(&self) -> Vec<MoveFigures> {
        let mut luck = Luck::new(7);
        let mut out = Vec::new();
        for (who, moves) in self.moves.iter().enumerate() {
            let mut shares = vec![vec![]; moves.len()];
            for t in 0..self.rounds {
                let weights: Vec<f64> = moves
                    .iter()
                    .enumerate()
                    .map(|(n, (_, stance, weight))| {
                        let later = t as f64 / self.rounds as f64;
                        let lean = if *stance == "escalate" { 0.4 + later } else { 1.4 - later };
                        weight * lean * (0.9 + 0.2 * luck.next()) * (1.0 + 0.3 * ((t + n) as f64 / 4.0).sin())
                    })
                    .collect();
                let sum: f64 = weights.iter().sum();
                for (share, weight) in shares.iter_mut().zip(weights) {
                    share.push(weight / sum);
                }
            }
            for (n, (label, stance, _)) in moves.iter().enumerate() {
                out.push(MoveFigures {
                    actor: ["us", "dprk"][who].into(),
                    id: format!("m{n}"),
                    label: label.clone(),
                    stance: (*stance).into(),
                    mean_count: shares[n].iter().sum(),
                    count_se: 0.01,
                    first_by_round: first_times(&shares[n]),
                    share_by_round: shares[n].clone(),
                    exact: None,
                    z: None,
                    exact_first_by_round: None,
                });
            }
        }
        out
    }
}

fn moves(list: &[(&str, &'static str, f64)]) -> Vec<(String, &'static str, f64)> {
    list.iter().map(|&(label, stance, weight)| (label.to_owned(), stance, weight)).collect()
}

/// Five outcomes, 24 months, seven tracks, six and ten moves.
pub(crate) fn korea() -> Summary {
    Plan {
        title: "United States and North Korea, November 2018",
        rounds: 24,
        months: true,
        plays: 10_000,
        outcomes: vec![
            ("Complete deal".into(), 0.0, [10.0, 8.0]),
            ("Staged deal alive".into(), 0.0085, [-25.0, -14.0]),
            ("Talks break down for good".into(), 0.0045, [-62.0, -44.0]),
            ("War".into(), 0.00016, [-310.0, -420.0]),
            ("Stalemate".into(), 0.0, [-41.0, -28.0]),
        ],
        tracks: vec![
            (
                "Talks".into(),
                5,
                2,
                vec![
                    "broken off",
                    "letters and cancelled meetings",
                    "working contact",
                    "regular working talks",
                    "timetable on paper",
                    "text ready",
                ],
                -0.06,
            ),
            (
                "Tension".into(),
                6,
                2,
                vec![
                    "honeymoon",
                    "calm",
                    "sharp words",
                    "warnings and tests",
                    "threats as in 2017",
                    "mobilisation",
                    "brink",
                ],
                0.02,
            ),
            ("Arsenal".into(), 5, 1, vec![], 0.07),
            ("Sanctions".into(), 3, 3, vec![], -0.02),
            ("Ties with neighbours".into(), 4, 2, vec![], 0.0),
            (
                "Disarmament steps".into(),
                3,
                0,
                vec![
                    "moratorium only",
                    "inspectors at Punggye-ri",
                    "Yongbyon closed",
                    "complete and verified",
                ],
                -0.02,
            ),
            (
                "Testing restraint".into(),
                2,
                2,
                vec!["long-range tests resumed", "short-range tests resumed", "no tests"],
                -0.03,
            ),
        ],
        moves: [
            moves(&[
                ("Keep sanctions and wait", "hold", 5.0),
                ("Working-level talks", "hold", 3.0),
                ("Offer a summit", "hold", 0.4),
                ("Lift some sanctions", "concede", 0.6),
                ("Maximum pressure", "escalate", 2.0),
                ("Show of force", "escalate", 0.7),
            ]),
            moves(&[
                ("Hold and wait", "hold", 4.0),
                ("Working-level talks", "hold", 2.0),
                ("Offer a summit", "hold", 0.3),
                ("Warn of a restart", "escalate", 1.2),
                ("Court the neighbours", "hold", 3.0),
                ("Let inspectors into Punggye-ri", "concede", 0.3),
                ("Close Yongbyon", "concede", 0.12),
                ("Dismantle, verified", "concede", 0.02),
                ("Missile test", "escalate", 0.7),
                ("Long-range or nuclear test", "escalate", 0.15),
            ]),
        ],
    }
    .summary()
}

/// A repeated game: two outcomes, numbered rounds, no tracks, certain payoffs.
pub(crate) fn repeated(rounds: usize) -> Summary {
    let mut summary = Plan {
        title: "Chicken",
        rounds,
        months: false,
        plays: 1_000_000,
        outcomes: vec![
            ("Crash".into(), 0.3 / rounds as f64, [-10.0, -10.0]),
            ("The game is over".into(), 0.0, [-0.4, 0.2]),
        ],
        tracks: vec![],
        moves: [
            moves(&[("Swerve", "concede", 2.0), ("Straight on", "hold", 1.0)]),
            moves(&[("Swerve", "concede", 1.0), ("Straight on", "hold", 1.0)]),
        ],
    }
    .summary();
    for actor in &mut summary.actors {
        for payoff in &mut actor.by_outcome {
            let certain = payoff.mean.unwrap_or(0.0);
            payoff.quantiles = Some([certain; 5]);
        }
    }
    summary
}

/// Twelve outcomes with long labels, twelve tracks, one of them wide.
pub(crate) fn crowded() -> Summary {
    let outcomes = (0..12)
        .map(|n| {
            let label = match n {
                11 => "Nothing happens and everyone goes home".to_owned(),
                n if n % 3 == 0 => {
                    format!("Outcome {n}: a partial withdrawal under the eyes of the United Nations")
                }
                n => format!("Ending number {n}"),
            };
            (
                label,
                if n == 5 { 0.000_002 } else { 0.0005 * n as f64 },
                [-(n as f64) * 7.0, n as f64 * 3.0 - 9.0],
            )
        })
        .collect();
    let tracks = (0..12)
        .map(|n| {
            let high = if n == 4 { 400 } else { 3 + n % 5 };
            let names = if n % 4 == 1 {
                vec!["none", "", "some of it", "", "as much as there can be"]
            } else {
                vec![]
            };
            (format!("Track number {n} with a name"), high, high / 2, names, 0.02 * (f64::from(n) - 6.0))
        })
        .collect();
    Plan {
        title: "A crisis with many ends",
        rounds: 13,
        months: false,
        plays: 50_000,
        outcomes,
        tracks,
        moves: [
            moves(&[("Wait", "hold", 1.0)]),
            moves(&[("Concede", "concede", 1.0), ("Wait", "hold", 1.0), ("Escalate", "escalate", 0.001)]),
        ],
    }
    .summary()
}

/// One round, one outcome sure and one nearly impossible.
pub(crate) fn one_round() -> Summary {
    let mut summary = Plan {
        title: "One shot",
        rounds: 1,
        months: false,
        plays: 10_000,
        outcomes: vec![
            ("Accident".into(), 0.000_066_67, [-1000.0, -1000.0]),
            ("Never".into(), 0.0, [0.0, 0.0]),
            ("Handshake".into(), 0.0, [1.0, 1.0]),
        ],
        tracks: vec![("Alarm".into(), 4, 1, vec!["none", "low", "middle", "high", "full"], 0.3)],
        moves: [moves(&[("Wait", "hold", 1.0)]), moves(&[("Wait", "hold", 1.0), ("Yield", "concede", 3.0)])],
    }
    .summary();
    summary.outcomes[1].exact = Some(0.0);
    summary
}

/// Labels that say too much.
pub(crate) fn wordy() -> Summary {
    let mut summary = korea();
    summary.title =
        "A title that goes on and on to say that titles can be very long, longer than is good for them"
            .repeat(2);
    for one in &mut summary.outcomes {
        one.label =
            "Ends with Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte & <others>".into();
    }
    for one in &mut summary.moves {
        one.label = "An extraordinarily long label of a move, with many words & a few <tags>".into();
    }
    for one in &mut summary.actors {
        one.label = "An extraordinarily long label of an actor, with many words and more words".into();
    }
    for track in &mut summary.tracks {
        track.label = "An extraordinarily long label of a track, with many words & a few <tags>".into();
        track.levels.fill("a level with a rather long name, too".into());
    }
    summary
}

//! Runs several ways of doing something in turns, and tells how they compare.

use std::time::{Duration, Instant};

/// One way of doing it. The first of a race is its baseline.
pub struct Contestant<'a> {
    name: String,
    run: Box<dyn FnMut() + 'a>,
}

impl<'a> Contestant<'a> {
    /// `run` does the work once; what it returns is computed, whatever the compiler thinks of its use, and then dropped.
    pub fn new<T>(name: impl Into<String>, mut run: impl FnMut() -> T + 'a) -> Self {
        Self { name: name.into(), run: Box::new(move || drop(std::hint::black_box(run()))) }
    }

    fn time(&mut self) -> Duration {
        let start = Instant::now();
        (self.run)();
        start.elapsed()
    }
}

/// What is told beside the ratio.
#[derive(Clone, Copy)]
pub enum Unit {
    /// Megabytes a second, of so many bytes that each run goes through.
    Bytes(usize),
    /// The same, and how many articles each run reads.
    Articles { bytes: usize, articles: usize },
    /// Milliseconds for one of so many repetitions that each run makes.
    Repetitions(u32),
}

impl Unit {
    fn title(self) -> &'static str {
        match self {
            Self::Bytes(_) | Self::Articles { .. } => "MB/s",
            Self::Repetitions(_) => "ms",
        }
    }

    fn of(self, time: Duration) -> f64 {
        match self {
            Self::Bytes(bytes) | Self::Articles { bytes, .. } => megabytes(bytes) / time.as_secs_f64(),
            Self::Repetitions(count) => time.as_secs_f64() * 1000.0 / f64::from(count),
        }
    }
}

/// Lets all run `rounds` times in turns, after one round to warm up, and prints a row for each: median, lowest and highest
/// value, and the median of its time divided by the baseline's of the same round.
pub fn race(unit: Unit, rounds: usize, mut contestants: Vec<Contestant>) {
    for contestant in &mut contestants {
        contestant.time();
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contestants.len()];
    for _ in 0..rounds {
        for (contestant, times) in contestants.iter_mut().zip(&mut times) {
            times.push(contestant.time());
        }
    }
    println!("  {:<44} {:>9} {:>19}  time / baseline", "", unit.title(), "lowest to highest");
    for (contestant, own) in contestants.iter().zip(&times) {
        let values = sorted(own.iter().map(|&time| unit.of(time)));
        let ratios = sorted(own.iter().zip(&times[0]).map(|(own, base)| own.as_secs_f64() / base.as_secs_f64()));
        let range = format!("{:.2} to {:.2}", values[0], values[values.len() - 1]);
        print!("  {:<44} {:>9.2} {range:>19} {:>16.2}", contestant.name, median(&values), median(&ratios));
        if let Unit::Articles { bytes, articles } = unit {
            print!("  {:>9.0} articles/s", median(&values) * megabytes(articles) / megabytes(bytes) * 1e6);
        }
        println!();
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

/// Bytes in units of 1,000,000.
#[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 bytes")]
pub fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

//! Runs a program and tells what it took.

#![expect(clippy::disallowed_methods, reason = "what Linux tells of a process is no article")]

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// Ticks of processor time in a second, as Linux counts them for programs.
const TICKS: f64 = 100.0;
/// So often a running program's memory is looked at.
const EVERY: Duration = Duration::from_millis(20);

/// What a run of a program took.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Seconds.
    pub wall: f64,
    /// Seconds of all cores together; `None` where the system does not tell.
    pub processor: Option<f64>,
    /// The most that it had in memory, in MiB; `None` where the system does not tell.
    pub memory: Option<f64>,
}

/// Runs it to its end.
///
/// # Errors
/// When it can't be started, or fails.
pub fn run(command: &mut Command) -> io::Result<Cost> {
    let before = of_children();
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn()?;
    let mut memory = None;
    let status = loop {
        memory = highest(child.id()).or(memory);
        match child.try_wait()? {
            Some(status) => break status,
            None => sleep(EVERY.min(start.elapsed() / 50)),
        }
    };
    let wall = start.elapsed().as_secs_f64();
    if !status.success() {
        return Err(io::Error::other(format!("{command:?}: {status}")));
    }
    let processor = before.zip(of_children()).map(|(before, after)| (after - before) / TICKS);
    Ok(Cost { wall, processor, memory })
}

/// Ticks of processor time that all children took that have ended.
fn of_children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in parentheses, and may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split(' ').collect();
    Some(fields.get(14)?.parse::<f64>().ok()? + fields.get(15)?.parse::<f64>().ok()?)
}

/// The most that a process had in memory so far, in MiB.
fn highest(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1024.0)
}

/// Bytes of all files below a folder.
///
/// # Errors
/// When they can't be looked at.
pub fn bytes_in(folder: &Path) -> io::Result<u64> {
    fs::read_dir(folder)?.try_fold(0, |sum, entry| Ok(sum + entry?.metadata()?.len()))
}

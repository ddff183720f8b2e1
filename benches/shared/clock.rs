//! Two clocks.

use std::hint::black_box;
use std::time::Instant;

/// Processor seconds of this process that some work takes; where the system does not tell them, seconds of the clock.
pub(crate) fn cpu(work: impl FnOnce() -> u64) -> f64 {
    let start = now();
    black_box(work());
    now() - start
}

/// Seconds of the clock that some work takes.
pub(crate) fn wall(work: impl FnOnce() -> u64) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

#[cfg(unix)]
fn now() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

#[cfg(not(unix))]
fn now() -> f64 {
    use std::sync::LazyLock;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64()
}

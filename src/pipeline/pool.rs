use rayon::{ThreadPool, ThreadPoolBuilder};

/// Web pages are nested deeper than two megabytes of stack allow. Only what is used of it takes memory.
const STACK: usize = 16 << 20;

/// A pool of so many threads, at least one.
///
/// # Panics
/// When the system gives no thread: then nothing can be done at all.
pub(super) fn of(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(threads.max(1))
        .stack_size(STACK)
        .thread_name(|number| format!("whosaid-{number}"))
        .build()
        .expect("the system has a thread to spare")
}

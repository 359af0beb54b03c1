//! What a component needs around its role: memory, and an end when something impossible happens.

#![cfg_attr(target_arch = "wasm32", no_std)]

#[cfg(target_arch = "wasm32")]
mod wasm {
    #[global_allocator]
    static MEMORY: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}

use core::cell::{RefCell, RefMut};

/// The one node that an instance is. An instance is entered by one call at a time, as the Component Model demands.
pub struct Instance<T>(RefCell<Option<T>>);

// An instance of a component has a single thread.
unsafe impl<T> Sync for Instance<T> {}

impl<T> Instance<T> {
    #[expect(clippy::new_without_default, reason = "it is made in a static, where Default cannot be")]
    pub const fn new() -> Instance<T> {
        Instance(RefCell::new(None))
    }

    /// The node; made, which is to say recovered from storage, at the first call.
    pub fn get(&self, make: impl FnOnce() -> T) -> RefMut<'_, T> {
        RefMut::map(self.0.borrow_mut(), |node| node.get_or_insert_with(make))
    }
}

/// Ends the call, and with it the instance: nothing of what the call stored or sent leaves the node.
pub fn abort() -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    std::process::abort();
}

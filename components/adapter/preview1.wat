;; What the runtimes of languages ask of WASI preview 1, without WASI. A role component has no clock, no randomness, no
;; files and no arguments but what its calls bring, so all of it has one answer: the same at each start, which is what
;; lets a simulation repeat a run. Printed text goes to the log of the service; what a component must not do fails.
;;
;; Numbers returned are errno of preview 1: 0 success, 8 no such file descriptor, 52 not supported.
(module
  (import "env" "memory" (memory 0))
  (import "paxos:host/log@0.1.0" "write" (func $log (param i32 i32 i32)))

  ;; --- Nothing was given at the start -------------------------------------------------------------------------------

  (func (export "args_sizes_get") (param $count i32) (param $bytes i32) (result i32)
    (call $none (local.get $count) (local.get $bytes)))
  (func (export "args_get") (param i32 i32) (result i32) (i32.const 0))
  (func (export "environ_sizes_get") (param $count i32) (param $bytes i32) (result i32)
    (call $none (local.get $count) (local.get $bytes)))
  (func (export "environ_get") (param i32 i32) (result i32) (i32.const 0))

  (func $none (param $count i32) (param $bytes i32) (result i32)
    (i32.store (local.get $count) (i32.const 0))
    (i32.store (local.get $bytes) (i32.const 0))
    (i32.const 0))

  ;; --- Time stands still at 1 s, and randomness is a fixed sequence -------------------------------------------------

  (func (export "clock_time_get") (param $clock i32) (param $precision i64) (param $nanos i32) (result i32)
    (i64.store (local.get $nanos) (i64.const 1000000000))
    (i32.const 0))
  (func (export "clock_res_get") (param $clock i32) (param $nanos i32) (result i32)
    (i64.store (local.get $nanos) (i64.const 1000000))
    (i32.const 0))
  ;; Go's runtime asks for this around allocations, since a real clock could not be asked there.
  (func (export "adapter_monotonic_clock_set_paused") (param i32))

  (func (export "random_get") (param $at i32) (param $count i32) (result i32)
    (local $i i32)
    (block $end
      (loop $next
        (br_if $end (i32.ge_u (local.get $i) (local.get $count)))
        (i32.store8
          (i32.add (local.get $at) (local.get $i))
          (i32.add (i32.mul (local.get $i) (i32.const 167)) (i32.const 13)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  ;; --- Printed text is a line of the log a piece: standard error as an error, all else as a note --------------------

  (func (export "fd_write") (param $fd i32) (param $pieces i32) (param $count i32) (param $written i32) (result i32)
    (local $sum i32)
    (local $length i32)
    (block $end
      (loop $next
        (br_if $end (i32.eqz (local.get $count)))
        (local.set $length (i32.load offset=4 (local.get $pieces)))
        ;; Go ends a line with a piece of its own.
        (if (i32.gt_u (local.get $length) (i32.const 1))
          (then
            (call $log
              (select (i32.const 3) (i32.const 1) (i32.eq (local.get $fd) (i32.const 2)))
              (i32.load (local.get $pieces))
              (local.get $length))))
        (local.set $sum (i32.add (local.get $sum) (local.get $length)))
        (local.set $pieces (i32.add (local.get $pieces) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))
    (i32.store (local.get $written) (local.get $sum))
    (i32.const 0))

  ;; --- There is nothing to read, wait for or close, and no end but a trap -------------------------------------------

  (func (export "fd_close") (param i32) (result i32) (i32.const 8))
  (func (export "fd_read") (param i32 i32 i32 i32) (result i32) (i32.const 8))
  (func (export "fd_seek") (param i32 i64 i32 i32) (result i32) (i32.const 8))
  (func (export "fd_fdstat_get") (param i32 i32) (result i32) (i32.const 8))
  (func (export "fd_fdstat_set_flags") (param i32 i32) (result i32) (i32.const 8))
  (func (export "fd_prestat_get") (param i32 i32) (result i32) (i32.const 8))
  (func (export "fd_prestat_dir_name") (param i32 i32 i32) (result i32) (i32.const 8))
  (func (export "poll_oneoff") (param i32 i32 i32 i32) (result i32) (i32.const 52))
  (func (export "sched_yield") (result i32) (i32.const 0))
  (func (export "proc_exit") (param i32) unreachable)
)

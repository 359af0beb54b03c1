;; A learner that answers more than it may, from memory that is within its limits: read-log and read-ids from slot 1 on
;; grow the memory to 124 MiB and answer 1.7 million entries that are all zero, from slot 2 on 300,000, from slot 3 on one
;; more than was asked for, and from any other as many as were asked for.
(module
  (memory (export "cm32p2_memory") 400)

  (func $count (param $first-slot i64) (param $max-entries i32) (result i32)
    (if (i64.eq (local.get $first-slot) (i64.const 1))
      (then
        (drop (memory.grow (i32.const 1584)))
        (return (i32.const 1700000))))
    (if (i64.eq (local.get $first-slot) (i64.const 2)) (then (return (i32.const 300000))))
    (if (i64.eq (local.get $first-slot) (i64.const 3)) (then (return (i32.add (local.get $max-entries) (i32.const 1)))))
    (local.get $max-entries))

  ;; ok({ entries: count of them from 1024 on, chosen-through: 0 })
  (func $page (param $count i32) (result i32)
    (i32.store8 (i32.const 128) (i32.const 0))
    (i32.store (i32.const 136) (i32.const 1024))
    (i32.store (i32.const 140) (local.get $count))
    (i64.store (i32.const 144) (i64.const 0))
    (i32.const 128))

  (func (export "cm32p2|paxos:learner/learner@0.1|read-log")
    (param $learner i32) (param $first-slot i64) (param $max-entries i32) (param $waits i32) (param $wait i32)
    (result i32)
    (call $page (call $count (local.get $first-slot) (local.get $max-entries))))

  (func (export "cm32p2|paxos:learner/learner@0.1|read-ids")
    (param $learner i32) (param $first-slot i64) (param $max-entries i32) (param $waits i32) (param $wait i32)
    (result i32)
    (call $page (call $count (local.get $first-slot) (local.get $max-entries))))

  (func (export "cm32p2|paxos:learner/learner@0.1|learn") (param i32 i32 i32) (result i32) unreachable)

  (func (export "cm32p2|paxos:learner/learner@0.1|status") (param $learner i32) (result i32)
    ;; ok({ learner, chosen-through: 0, highest-slot: 0, trouble: none })
    (i64.store (i32.const 256) (i64.const 0))
    (i32.store (i32.const 264) (local.get $learner))
    (i64.store (i32.const 272) (i64.const 0))
    (i64.store (i32.const 280) (i64.const 0))
    (i32.store (i32.const 288) (i32.const 0))
    (i32.const 256))

  (func (export "cm32p2|paxos:learner/learner-events@0.1|tick") (param i64 i64))
  (func (export "cm32p2|paxos:learner/learner-events@0.1|accepted-read") (param i64 i32 i32 i32 i32 i32))
  (func (export "cm32p2|paxos:learner/learner-events@0.1|log-read") (param i64 i32 i32 i32 i32 i64))
  (func (export "cm32p2|paxos:learner/learner-events@0.1|resolve-answered") (param i64 i32 i32 i32 i32 i32))

  (func (export "cm32p2_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 512))
  (func (export "cm32p2_initialize")))

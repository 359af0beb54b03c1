;; An acceptor that breaks every rule of its host: prepare stores a promise and then traps (or, at round 7, reports a broken
;; invariant), accept loops forever, read-accepted eats memory. Only status behaves: it shows what storage holds.
(module
  (import "cm32p2|paxos:host/acceptor-storage@0.1" "load-promised" (func $load-promised (param i32)))
  (import "cm32p2|paxos:host/acceptor-storage@0.1" "store-promised" (func $store-promised (param i64 i32)))
  (memory (export "cm32p2_memory") 1)
  (data (i32.const 64) "two values for slot 1")

  (func (export "cm32p2|paxos:acceptor/acceptor@0.1|prepare")
    (param $acceptor i32) (param $round i64) (param $proposer i32) (param $first-slot i64) (param $max-entries i32)
    (result i32)
    (call $store-promised (local.get $round) (local.get $proposer))
    (if (i64.ne (local.get $round) (i64.const 7)) (then unreachable))
    ;; err(violation("two values for slot 1"))
    (i32.store8 (i32.const 128) (i32.const 1))
    (i32.store8 (i32.const 136) (i32.const 6))
    (i32.store (i32.const 140) (i32.const 64))
    (i32.store (i32.const 144) (i32.const 21))
    (i32.const 128))

  (func (export "cm32p2|paxos:acceptor/acceptor@0.1|accept")
    (param $acceptor i32) (param $round i64) (param $proposer i32) (param $first-slot i64) (param $entries i32)
    (param $count i32) (result i32)
    (loop $forever (br $forever))
    unreachable)

  (func (export "cm32p2|paxos:acceptor/acceptor@0.1|read-accepted")
    (param $acceptor i32) (param $first-slot i64) (param $max-entries i32) (result i32)
    (loop $more (br_if $more (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
    unreachable)

  (func (export "cm32p2|paxos:acceptor/acceptor@0.1|heartbeat")
    (param $acceptor i32) (param $round i64) (param $proposer i32) (result i32)
    unreachable)

  (func (export "cm32p2|paxos:acceptor/acceptor@0.1|status") (param $acceptor i32) (result i32)
    ;; ok({ acceptor, life: 1, standing: voting, waits-for: none, promised, highest-slot: 0, leader: none })
    (i64.store (i32.const 256) (i64.const 0))
    (i32.store (i32.const 264) (local.get $acceptor))
    (i64.store (i32.const 272) (i64.const 1))
    (i64.store (i32.const 280) (i64.const 0))
    (call $load-promised (i32.const 296))
    (i64.store (i32.const 320) (i64.const 0))
    (i64.store (i32.const 328) (i64.const 0))
    (i32.const 256))

  (func (export "cm32p2|paxos:acceptor/acceptor@0.1|recover") (param $acceptor i32) (param $life i64) (result i32)
    unreachable)

  (func (export "cm32p2|paxos:acceptor/acceptor-events@0.1|tick") (param $now-millis i64) (param $random i64))

  (func (export "cm32p2|paxos:acceptor/acceptor-events@0.1|admit-answered")
    (param i64 i32 i32) (param i64 i32 i32 i64 i32 i64 i32 i64 i64 i32 i64 i32 i32))

  (func (export "cm32p2|paxos:acceptor/acceptor-events@0.1|prepare-answered")
    (param i64 i32 i32) (param i32 i64 i32 i32 i32 i32))

  (func (export "cm32p2|paxos:acceptor/acceptor-events@0.1|accepted-read")
    (param i64 i32 i32) (param i32 i32 i32))

  (func (export "cm32p2_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 4096))
  (func (export "cm32p2_initialize")))

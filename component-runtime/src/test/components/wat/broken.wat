;; Functions that return what is no value of their type.
(component
  (type $color' (enum "red" "green"))
  (export $color "color" (type $color'))
  (core module $m
    (memory (export "memory") 2)
    (data (i32.const 0) "\ff\fe")
    (data (i32.const 16) "\00\00\00\00\02\00\00\00")                ;; string at 0, 2 bytes: no UTF-8
    (data (i32.const 32) "\00\00\00\f0\02\00\00\00")                ;; at 0xf0000000
    (data (i32.const 48) "\00\00\00\00\ff\ff\ff\ff")                ;; of 4 GiB - 1
    (data (i32.const 64) "\02\00\00\00\01\00\00\00")                ;; at 2, which is no address of a u32
    (data (i32.const 80) "\00\80\00\00\00\10\00\00")                ;; 4096 strings, at 32768
    (data (i32.const 96) "\09\00\00\00\00\00\00\00")                ;; case 9
    (data (i32.const 112) "\fd\ff\01\00\04\00\00\00")               ;; 4 bytes, 3 before the end
    (func (export "at-16") (result i32) (i32.const 16))
    (func (export "at-32") (result i32) (i32.const 32))
    (func (export "at-48") (result i32) (i32.const 48))
    (func (export "at-64") (result i32) (i32.const 64))
    (func (export "at-96") (result i32) (i32.const 96))
    (func (export "at-112") (result i32) (i32.const 112))
    (func (export "at-17") (result i32) (i32.const 17))
    (func (export "at-end") (result i32) (i32.const 131068))
    (func (export "surrogate") (result i32) (i32.const 0xd800))
    (func (export "nine") (result i32) (i32.const 9))
    (func (export "bomb") (result i32) (local $i i32)
      (loop $next
        (i32.store offset=32768 (local.get $i) (i32.const 16384))
        (i32.store offset=32772 (local.get $i) (i32.const 16384))
        (local.set $i (i32.add (local.get $i) (i32.const 8)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const 32768))))
      (i32.const 80)))
  (core instance $i (instantiate $m))
  (alias core export $i "memory" (core memory $memory))
  (func (export "not-utf8") (result string) (canon lift (core func $i "at-16") (memory $memory)))
  (func (export "outside") (result string) (canon lift (core func $i "at-32") (memory $memory)))
  (func (export "huge") (result (list u8)) (canon lift (core func $i "at-48") (memory $memory)))
  (func (export "over-the-end") (result (list u8)) (canon lift (core func $i "at-112") (memory $memory)))
  (func (export "unaligned-list") (result (list u32)) (canon lift (core func $i "at-64") (memory $memory)))
  (func (export "unaligned-result") (result string) (canon lift (core func $i "at-17") (memory $memory)))
  (func (export "result-outside") (result string) (canon lift (core func $i "at-end") (memory $memory)))
  (func (export "surrogate") (result char) (canon lift (core func $i "surrogate")))
  (func (export "no-case") (result $color) (canon lift (core func $i "nine")))
  (func (export "no-case-in-memory") (result (option u64)) (canon lift (core func $i "at-96") (memory $memory)))
  (func (export "wrapped") (result s8) (canon lift (core func $i "at-end")))
  (func (export "true") (result bool) (canon lift (core func $i "nine")))
  (func (export "bomb") (result (list string)) (canon lift (core func $i "bomb") (memory $memory))))

;; Two components, each with a memory of its own, composed in a third: strings cross from one guest to the other. The core
;; module of the second is in two parts that share a memory, both with passive data segments of their own.
(component
  (import "test:composed/log@0.1.0" (instance $log
    (export "line" (func (param "text" string)))))

  (component $greeter
    (core module $m
      (memory (export "memory") 1)
      (global $next (mut i32) (i32.const 1024))
      (func $realloc (export "realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
        (local.set $at (i32.and (i32.add (global.get $next) (i32.sub (local.get 2) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get 2))))
        (global.set $next (i32.add (local.get $at) (local.get 3)))
        (local.get $at))
      (data (i32.const 0) "hello ")
      (func (export "greet") (param $name i32) (param $length i32) (result i32) (local $text i32) (local $result i32)
        (local.set $text (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (i32.add (local.get $length) (i32.const 6))))
        (memory.copy (local.get $text) (i32.const 0) (i32.const 6))
        (memory.copy (i32.add (local.get $text) (i32.const 6)) (local.get $name) (local.get $length))
        (local.set $result (call $realloc (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 8)))
        (i32.store (local.get $result) (local.get $text))
        (i32.store offset=4 (local.get $result) (i32.add (local.get $length) (i32.const 6)))
        (local.get $result)))
    (core instance $i (instantiate $m))
    (func (export "greet") (param "name" string) (result string)
      (canon lift (core func $i "greet") (memory (core memory $i "memory")) (realloc (core func $i "realloc")) string-encoding=utf8)))

  (component $doorman
    (import "greet" (func $greet (param "name" string) (result string)))
    (import "line" (func $line (param "text" string)))
    (core module $allocator
      (memory (export "memory") 1 4)
      (global $next (mut i32) (i32.const 1024))
      (data $unused "not this")
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
        (local.set $at (i32.and (i32.add (global.get $next) (i32.sub (local.get 2) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get 2))))
        (global.set $next (i32.add (local.get $at) (local.get 3)))
        (local.get $at))
      ;; Its own passive segment, written after the other module was instantiated over the same memory.
      (func (export "mark") (memory.init $unused (i32.const 0) (i32.const 0) (i32.const 8))))
    (core module $m
      (import "env" "memory" (memory 1))
      (import "env" "realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
      (import "env" "mark" (func $mark))
      (import "deps" "greet" (func $greet (param i32 i32 i32)))
      (import "deps" "line" (func $line (param i32 i32)))
      (data $bang ", come in!")
      (func (export "welcome") (param $name i32) (param $length i32) (result i32) (local $text i32) (local $all i32)
        (call $mark)
        (call $greet (local.get $name) (local.get $length) (i32.const 16))
        (local.set $all (i32.add (i32.load (i32.const 20)) (i32.const 10)))
        (local.set $text (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (local.get $all)))
        (memory.copy (local.get $text) (i32.load (i32.const 16)) (i32.load (i32.const 20)))
        (memory.init $bang (i32.add (local.get $text) (i32.load (i32.const 20))) (i32.const 0) (i32.const 10))
        (call $line (local.get $text) (local.get $all))
        (call $line (i32.const 0) (i32.const 8))
        (i32.store (i32.const 24) (local.get $text))
        (i32.store (i32.const 28) (local.get $all))
        (i32.const 24)))
    (core instance $env (instantiate $allocator))
    (core func $lowered (canon lower (func $greet) (memory (core memory $env "memory")) (realloc (core func $env "realloc"))))
    (core func $lowered-line (canon lower (func $line) (memory (core memory $env "memory"))))
    (core instance $deps
      (export "greet" (func $lowered))
      (export "line" (func $lowered-line)))
    (core instance $i (instantiate $m (with "env" (instance $env)) (with "deps" (instance $deps))))
    (func (export "welcome") (param "name" string) (result string)
      (canon lift (core func $i "welcome") (memory (core memory $env "memory")) (realloc (core func $env "realloc")))))

  (instance $g (instantiate $greeter))
  (alias export $log "line" (func $line))
  (instance $d (instantiate $doorman (with "greet" (func $g "greet")) (with "line" (func $line))))
  (instance $face
    (export "welcome" (func $d "welcome"))
    (export "greet" (func $g "greet")))
  (export "test:composed/door@0.1.0" (instance $face)))

;; Reads at a constant offset beyond 2 GiB, which is out of any memory here, whatever is added to it.
(component
  (core module $m
    (memory 1)
    (func (export "far") (param i32) (result i32) (i32.load offset=0x80000000 (local.get 0)))
    (func (export "farthest") (param i32) (result i32) (i32.load offset=0xffffffff (local.get 0)))
    (func (export "near") (param i32) (result i32) (i32.load offset=16 (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "far") (param "at" u32) (result u32) (canon lift (core func $i "far")))
  (func (export "farthest") (param "at" u32) (result u32) (canon lift (core func $i "farthest")))
  (func (export "near") (param "at" u32) (result u32) (canon lift (core func $i "near"))))

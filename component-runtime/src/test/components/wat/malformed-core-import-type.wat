(component (core module $n (func (export "b") (param i32))) (core instance $n (instantiate $n)) (core module $m (import "a" "b" (func))) (core instance (instantiate $m (with "a" (instance $n)))))

(component (core module $n (memory (export "b") 1)) (core instance $n (instantiate $n)) (core module $m (import "a" "b" (memory 2))) (core instance (instantiate $m (with "a" (instance $n)))))

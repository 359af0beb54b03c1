(component (import "x" (type $r (sub resource))) (type (own $r)))

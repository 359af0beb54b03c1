(component
  (import "b" (type $T (sub resource)))
  (import "[method]a.b" (func (param "self" (borrow $T)))))

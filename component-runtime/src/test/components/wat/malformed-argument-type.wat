(component (import "f" (func $f (param "a" u8))) (component $c (import "f" (func (param "a" u16)))) (instance (instantiate $c (with "f" (func $f)))))

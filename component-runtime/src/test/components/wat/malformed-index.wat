(component (export "f" (func 3)))

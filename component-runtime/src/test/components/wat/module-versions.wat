;; Imports what one core module offers under eight names.
(component
  (import "a:b/c@1.0.0" (instance (export "module" (core module (export "f" (func (result i32)))))))
  (import "a:b/c@1.0.1" (instance (export "module" (core module (export "f" (func (result i32)))))))
  (import "a:b/c@1.0.2" (instance (export "module" (core module (export "f" (func (result i32)))))))
  (import "a:b/c@1.0.3" (instance (export "module" (core module (export "f" (func (result i32)))))))
  (import "a:b/c@1.0.4" (instance (export "module" (core module (export "f" (func (result i32)))))))
  (import "a:b/c@1.0.5" (instance (export "module" (core module (export "f" (func (result i32)))))))
  (import "a:b/c@1.0.6" (instance (export "module" (core module (export "f" (func (result i32)))))))
  (import "a:b/c@1.0.7" (instance (export "module" (core module (export "f" (func (result i32))))))))

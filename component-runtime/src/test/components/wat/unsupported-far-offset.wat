(component (core module (memory 1) (func (drop (i32.load offset=0xfffffffc (i32.const 4))))))

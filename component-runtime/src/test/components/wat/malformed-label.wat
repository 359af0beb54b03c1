(component (type (record (field "a_b" u8))))

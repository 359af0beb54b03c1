package dev.paxoswasm.role.web;

import java.beans.PropertyEditorSupport;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Has parameters read as {@link StrictText} reads them. Editors, and no converters: where one of those fails, Java's
 * own way is tried.
 */
@ControllerAdvice
final class StrictParameters {

    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            long.class, StrictText::wholeNumber,
            Long.class, StrictText::wholeNumber,
            int.class, StrictText::smallNumber,
            Integer.class, StrictText::smallNumber,
            boolean.class, StrictText::truth,
            Boolean.class, StrictText::truth);

    @InitBinder
    void readStrictly(WebDataBinder binder) {
        READERS.forEach((type, reader) -> binder.registerCustomEditor(type, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(reader.apply(text));
            }
        }));
    }
}

package org.reactivetango.core.idl;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.stream.Stream;
import org.reactivetango.core.cdr.CdrCodec;

/**
 * Every codec of the package with the type it is for, found by looking, so that no test forgets one.
 *
 * @param name class and field
 * @param type what it is a codec of
 */
public record WireTypes(String name, Type type, CdrCodec<Object> codec) {
    /** All codecs that are public constants, but the one that has no bytes. */
    public static Stream<WireTypes> all() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(WireTypes.class.getPackageName());
        return classes.stream()
                .map(found -> found.reflect())
                .flatMap(found -> Stream.of(found.getDeclaredFields()))
                .filter(field -> field.getType() == CdrCodec.class && Modifier.isPublic(field.getModifiers()))
                .filter(field -> field.getDeclaringClass() != NoValue.class)
                .map(WireTypes::of)
                .sorted(Comparator.comparing(WireTypes::name));
    }

    @Override
    public String toString() {
        return name;
    }

    @SuppressWarnings("unchecked")
    private static WireTypes of(Field field) {
        try {
            Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
            String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
            return new WireTypes(name, type, (CdrCodec<Object>) field.get(null));
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}

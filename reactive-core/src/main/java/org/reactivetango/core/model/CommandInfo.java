package org.reactivetango.core.model;

/**
 * What a device says of one of its commands.
 *
 * @param name as the device spells it; names are compared without case
 * @param level for whom it is shown
 * @param inType its argument
 * @param outType its result
 * @param inDescription the argument in words, {@code Uninitialised} where the class gives none
 * @param outDescription the result in words, {@code Uninitialised} where the class gives none
 */
public record CommandInfo(
        String name,
        DisplayLevel level,
        TangoType inType,
        TangoType outType,
        String inDescription,
        String outDescription) {}

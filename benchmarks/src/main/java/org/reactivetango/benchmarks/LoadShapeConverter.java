package org.reactivetango.benchmarks;

import org.reactivetango.benchmarks.load.LoadShape;
import picocli.CommandLine.ITypeConverter;

/** {@code 8x16} on the command line. */
final class LoadShapeConverter implements ITypeConverter<LoadShape> {
    @Override
    public LoadShape convert(String text) {
        return LoadShape.parse(text);
    }
}

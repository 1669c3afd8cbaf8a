package org.reactivetango.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LinePlotTest {
    private static final LinePlot PLOT = new LinePlot(
            "Capacity <of> 'servers' & more",
            "requests outstanding",
            "replies per second",
            List.of(
                    line("Reactive Tango", 30_000, 200_000, 700_000),
                    line("TangoTest", 20_000, 70_000, 69_000),
                    line("nothing measured", 0, 0, 0)),
            List.of(new LinePlot.Mark(16, "8x2")));

    @Test
    void hasALineForEachSideThatWasMeasured() throws Exception {
        Document svg = parsed(PLOT.toSvg());
        assertThat(elements(svg, "polyline"))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line.getAttribute("points").split(" ", -1)).hasSize(3));
        assertThat(elements(svg, "circle")).hasSize(6);
        assertThat(texts(svg))
                .contains("Reactive Tango", "TangoTest", "Capacity <of> 'servers' & more", "replies per second", "8x2")
                .doesNotContain("nothing measured");
    }

    @Test
    void moreIsHigherAndFurtherToTheRight() throws Exception {
        String[] points = elements(parsed(PLOT.toSvg()), "polyline")
                .get(0)
                .getAttribute("points")
                .split(" ", -1);
        double x = 0;
        double y = Double.MAX_VALUE;
        for (String point : points) {
            String[] place = point.split(",", -1);
            assertThat(Double.parseDouble(place[0])).isGreaterThan(x);
            assertThat(Double.parseDouble(place[1])).isLessThan(y);
            x = Double.parseDouble(place[0]);
            y = Double.parseDouble(place[1]);
        }
    }

    @Test
    void everythingIsInsideTheImage() throws Exception {
        Document svg = parsed(PLOT.toSvg());
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        for (Element circle : elements(svg, "circle")) {
            assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(0.0, width);
            assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(0.0, height);
        }
    }

    @Test
    void namesOfLinesThatEndInOnePlaceAreApart() throws Exception {
        List<LinePlot.Line> lines = List.of(line("one", 1, 1, 1), line("two", 1, 1, 1), line("three", 1, 1, 1));
        Document svg = parsed(new LinePlot("t", "x", "y", lines, List.of()).toSvg());
        List<Double> places = new ArrayList<>();
        for (Element text : elements(svg, "text")) {
            if (List.of("one", "two", "three").contains(text.getTextContent())) {
                places.add(Double.parseDouble(text.getAttribute("y")));
            }
        }
        assertThat(places).hasSize(3);
        assertThat(places.get(1) - places.get(0)).isGreaterThanOrEqualTo(15);
        assertThat(places.get(2) - places.get(1)).isGreaterThanOrEqualTo(15);
    }

    @Test
    void withoutPointsThereIsNoPlot() {
        LinePlot empty = new LinePlot("t", "x", "y", List.of(line("none", 0)), List.of());
        assertThat(empty.isEmpty()).isTrue();
        assertThatThrownBy(empty::toSvg).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ticksAreRoundNumbersWithinTheAxis() {
        assertThat(LogAxis.of(DoubleStream.of(1, 4096), 0, 100).ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
        assertThat(LogAxis.of(DoubleStream.of(15_000, 80_000), 0, 100).ticks())
                .extracting(LogAxis::text)
                .containsExactly("20k", "50k");
        assertThat(DoubleStream.of(0.05, 0.1, 1, 20, 500, 1000, 50_000, 1e6, 2e6)
                        .mapToObj(LogAxis::text))
                .containsExactly("0.05", "0.1", "1", "20", "500", "1k", "50k", "1M", "2M");
    }

    private static LinePlot.Line line(String name, double... values) {
        List<LinePlot.Point> points = new ArrayList<>();
        double x = 1;
        for (double value : values) {
            points.add(new LinePlot.Point(x, value, value * 0.9, value * 1.1));
            x *= 16;
        }
        return new LinePlot.Line(name, points);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList nodes = svg.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }
}

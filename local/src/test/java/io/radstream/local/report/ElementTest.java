package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {

    @Test
    void escapesTextsAndAttributes() {
        Element element =
                Element.of("p").with("title", "\"'<>&").text("<script>alert('x')</script> & more");

        assertThat(element)
                .hasToString(
                        "<p title=\"&quot;&#39;&lt;&gt;&amp;\">"
                                + "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; more</p>");
    }

    @Property(tries = 200)
    void whateverTheTextItStaysOneText(@ForAll String text) {
        Element element = Element.of("p").with("title", text).text(text);

        Markup markup =
                Markup.of(element.toString().replaceAll("[\\ud800-\\udfff\\ufffe\\uffff]", ""));

        assertThat(markup.all("p")).hasSize(1);
        assertThat(markup.all("p").get(0).getChildNodes().getLength()).isLessThanOrEqualTo(1);
    }

    @Test
    void nestsAndEndsWhatHasNoEnd() {
        Element list = Element.of("ul", "two").add(Element.of("li").add(Element.of("img")));

        assertThat(list).hasToString("<ul class=\"two\"><li><img/></li></ul>");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(double value) {
        assertThatThrownBy(() -> Element.of("rect").with("x", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> Element.of("rect").share("x", value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesNumbersShort() {
        assertThat(Element.number(12)).isEqualTo("12");
        assertThat(Element.number(100)).isEqualTo("100");
        assertThat(Element.number(0.125)).isEqualTo("0.13");
        assertThat(Element.number(2.5)).isEqualTo("2.5");
        assertThat(Element.number(-0.0001)).isEqualTo("0");
        assertThat(Element.of("rect").share("width", 0.5))
                .hasToString("<rect width=\"50%\"></rect>");
    }
}

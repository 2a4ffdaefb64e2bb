package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShapeTest {

    @Test
    void countsElementsAndBytes() {
        assertThat(Shape.of(2, 3, 4).elements()).isEqualTo(24);
        assertThat(Shape.of(2, 3, 4).bytes(4)).isEqualTo(96);
        assertThat(Shape.of().elements()).isEqualTo(1);
        assertThat(Shape.of(0, 4).bytes(4)).isZero();
    }

    @Test
    void aHugeShapeDoesNotOverflow() {
        assertThat(Shape.of(1L << 40, 1L << 40).elements()).isEqualTo(Long.MAX_VALUE);
        assertThat(Shape.of(1L << 62).bytes(8)).isEqualTo(Long.MAX_VALUE);
        assertThat(Shape.of(1L << 62, 2).elements()).isEqualTo(Long.MAX_VALUE);
        assertThat(Shape.of(1L << 40, 1L << 40, 0).elements()).isZero();
    }

    @Test
    void fitsWhatLeavesDimensionsOpen() {
        Shape declared = Shape.of(-1, 4);

        assertThat(Shape.of(0, 4).fits(declared)).isTrue();
        assertThat(Shape.of(7, 4).fits(declared)).isTrue();
        assertThat(Shape.of(7, 5).fits(declared)).isFalse();
        assertThat(Shape.of(4).fits(declared)).isFalse();
        assertThat(Shape.of(-1, 4).fits(declared)).isFalse();
    }

    @Test
    void namesItselfAsTritonDoes() {
        assertThat(Shape.of(-1, 3, 224)).hasToString("[-1,3,224]");
    }
}

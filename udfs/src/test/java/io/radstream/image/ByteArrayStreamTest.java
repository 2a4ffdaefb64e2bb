package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ByteArrayStreamTest {
    @Test
    void givesOnlyTheBytesThatCount() throws IOException {
        try (ByteArrayStream stream = new ByteArrayStream(new byte[] {1, -1, 3, 4}, 3)) {
            assertThat(stream.length()).isEqualTo(3);
            assertThat(stream.read()).isEqualTo(1);
            assertThat(stream.read()).isEqualTo(255);
            byte[] rest = new byte[9];
            assertThat(stream.read(rest, 4, 5)).isEqualTo(1);
            assertThat(rest).containsExactly(0, 0, 0, 0, 3, 0, 0, 0, 0);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(rest, 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void goesBackAndForth() throws IOException {
        try (ByteArrayStream stream = new ByteArrayStream(new byte[] {1, 2, 3, 4, 5}, 5)) {
            stream.mark();
            assertThat(stream.readUnsignedShort()).isEqualTo(0x102);
            stream.reset();
            stream.seek(3);
            assertThat(stream.readByte()).isEqualTo((byte) 4);
            stream.seek(7);
            assertThat(stream.read()).isEqualTo(-1);
            assertThatThrownBy(stream::readInt).isInstanceOf(EOFException.class);
        }
    }
}

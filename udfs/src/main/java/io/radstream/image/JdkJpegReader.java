package io.radstream.image;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The JDK's own JPEG reader: another on the class path may come first, and decode to other pixels.
 *
 * <p>It is had from ImageIO's registry alone, which lives as long as the process and keeps of whom
 * asks first: the context class loader, what providers that finds, and the protection domains of
 * all callers. Each leads to the class loader of a job, with all its classes, and on a cluster that
 * would stay after the job. So the first to ask is a thread on which nothing but Java's own classes
 * is called.
 */
final class JdkJpegReader {

    private static final ImageReaderSpi PROVIDER = find();

    private JdkJpegReader() {}

    /** A new one; it must be disposed of. */
    static ImageReader open() throws IOException {
        return PROVIDER.createReaderInstance();
    }

    private static ImageReaderSpi find() {
        Iterator<ImageReaderSpi> providers =
                registry().getServiceProviders(ImageReaderSpi.class, JdkJpegReader::fits, false);
        if (!providers.hasNext()) {
            throw new IllegalStateException(
                    "expected a Java runtime with a JPEG reader in java.desktop");
        }
        return providers.next();
    }

    private static boolean fits(Object provider) {
        return provider.getClass().getModule() == ImageReader.class.getModule()
                && Arrays.asList(((ImageReaderSpi) provider).getFormatNames()).contains("jpeg");
    }

    /** A fork-join pool's threads, unlike others, take over nothing from whom they serve. */
    private static IIORegistry registry() {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            return (IIORegistry) pool.submit(question()).join();
        } finally {
            pool.shutdown();
        }
    }

    /** A lambda would be one of our classes. */
    private static Callable<?> question() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // In it, the class of the question is made.
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            MethodHandle question =
                    MethodHandles.publicLookup()
                            .findStatic(
                                    IIORegistry.class,
                                    "getDefaultInstance",
                                    MethodType.methodType(IIORegistry.class));
            return MethodHandleProxies.asInterfaceInstance(Callable.class, question);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

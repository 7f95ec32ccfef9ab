package dev.errata.emitter.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The few things that the spool asks of a file system; tests make them fail. */
interface Disk {
    /** The file system itself; files are the owner's alone. */
    Disk REAL = new Disk() {
        @Override
        public SpoolFile open(Path file) throws IOException {
            var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new ChannelFile(FileChannel.open(file, options, ownerOnly(file, "rw-------")));
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    };

    /** Opens a file to read and write, made where it is missing. */
    SpoolFile open(Path file) throws IOException;

    void delete(Path file) throws IOException;

    /** The attributes of a new file or directory; none where the file system knows no such permissions. */
    static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** An open file. */
    interface SpoolFile extends Closeable {
        /** Writes all of it. */
        void write(ByteBuffer bytes, long position) throws IOException;

        /** Reads up to the buffer's room; fewer only at the end of the file. */
        void read(ByteBuffer into, long position) throws IOException;

        long size() throws IOException;

        void truncate(long size) throws IOException;

        /** Returns when what was written is on the medium. */
        void force() throws IOException;
    }

    /** A file of the real file system. */
    record ChannelFile(FileChannel channel) implements SpoolFile {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            var at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            var at = position;
            while (into.hasRemaining()) {
                var count = channel.read(into, at);
                if (count < 0) {
                    return;
                }
                at += count;
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

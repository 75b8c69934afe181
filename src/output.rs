//! Files that are written in full or not at all.
//!
//! On Linux what is written has no name until all of it is there: of a process that is killed nothing is left. It is then named,
//! or, where a file of that name is there already, named beside it and put in its place in the next step. File systems without
//! such files (those of a network, mostly) get a file `.stagger-…` beside from the start; a kill leaves it, and nothing reads it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A file that is written in full or not at all: opened before a long run, so that a path that cannot be written is known
/// early; an existing file stays as it is until [`Output::commit`].
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    to: To,
}

/// What is written to.
#[derive(Debug)]
enum To {
    /// A file without a name.
    Nameless(File),
    /// One with another name.
    Named(NamedTempFile),
    /// The path itself, a device or a pipe, opened by the first write.
    Device(Option<File>),
}

impl Output {
    /// Opens a file to be put in place of `path` (`path` itself, on commit, where it is a device or a pipe).
    ///
    /// # Errors
    /// The folder is missing or cannot be written, or `path` is a folder.
    pub fn create(path: &Path) -> io::Result<Self> {
        // A link is followed: what it points to is replaced, not the link.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
        }
        if path.exists() && !path.is_file() {
            return Ok(Self { path, to: To::Device(None) });
        }
        let folder = folder(&path);
        let to = match nameless(folder) {
            Some(file) => To::Nameless(file),
            None => To::Named(beside().tempfile_in(folder).map_err(without_name)?),
        };
        let out = Self { path, to };
        out.keep_permissions()?;
        Ok(out)
    }

    /// An existing file keeps its permissions.
    fn keep_permissions(&self) -> io::Result<()> {
        #[cfg(unix)]
        if let (Ok(there), Some(file)) = (std::fs::metadata(&self.path), self.file()) {
            use std::os::unix::fs::PermissionsExt as _;
            file.set_permissions(std::fs::Permissions::from_mode(there.permissions().mode() & 0o777))?;
        }
        Ok(())
    }

    /// The file that will be put in place.
    fn file(&self) -> Option<&File> {
        match &self.to {
            To::Nameless(file) => Some(file),
            To::Named(file) => Some(file.as_file()),
            To::Device(_) => None,
        }
    }

    /// Writes all and puts it in place.
    ///
    /// # Errors
    /// The disk is full, or the like; `path` is then as it was.
    pub fn commit(mut self, bytes: &[u8]) -> io::Result<()> {
        self.ready(bytes)?;
        self.finish()
    }

    /// Writes all, or the last piece, to be put in place by [`Output::finish`]: what can fail has then been done.
    ///
    /// # Errors
    /// As of [`Output::commit`].
    pub fn ready(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)?;
        self.file().map_or(Ok(()), File::sync_all)
    }

    /// Puts in place what is [`ready`](Output::ready).
    ///
    /// # Errors
    /// As of [`Output::commit`].
    pub fn finish(self) -> io::Result<()> {
        let beside = match self.to {
            To::Nameless(file) => match link(&file, &self.path) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                    let named = beside().make_in(folder(&self.path), |path| link(&file, path));
                    named.map_err(without_name)?.into_temp_path()
                }
                linked => return linked,
            },
            To::Named(file) => file.into_temp_path(),
            To::Device(_) => return Ok(()),
        };
        beside.persist(&self.path).map_err(|e| e.error)
    }

    /// Puts what was written in place, where nothing is yet.
    fn finish_new(self) -> io::Result<()> {
        match self.to {
            To::Nameless(file) => link(&file, &self.path),
            To::Named(file) => file.into_temp_path().persist_noclobber(&self.path).map_err(|e| e.error),
            To::Device(_) => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }
}

/// What is too long to be held at once is written piece by piece, the last by [`Output::commit`].
impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Nameless(file) => file.write(bytes),
            To::Named(file) => file.write(bytes),
            To::Device(Some(device)) => device.write(bytes),
            To::Device(device) => device.insert(std::fs::OpenOptions::new().write(true).open(&self.path)?).write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a file in full or not at all.
///
/// # Errors
/// See [`Output::create`] and [`Output::commit`].
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Output::create(path)?.commit(bytes)
}

/// Writes a file that is not there yet, in full or not at all.
///
/// # Errors
/// It is there, or see [`write_atomically`].
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut out = Output::create(path)?;
    out.ready(bytes)?;
    out.finish_new()
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Names of files that are to be put in place.
fn beside() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".stagger-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // as any new file, less the umask
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// A file without a name in a folder; `None` where there are none, and where another says better what is wrong.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> Option<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::TMPFILE.bits().cast_signed();
    let file = File::options().read(true).write(true).custom_flags(flags).open(folder).ok()?;
    // it is named through /proc
    open_as(&file).exists().then_some(file)
}

/// Where the system has a file that this process has open.
#[cfg(target_os = "linux")]
fn open_as(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd as _;
    format!("/proc/self/fd/{}", file.as_raw_fd()).into()
}

/// Names a file without a name.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    Ok(linkat(CWD, open_as(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
const fn nameless(_: &Path) -> Option<File> {
    None
}

#[cfg(not(target_os = "linux"))]
fn link(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The error without the random name that it gives: who reads it asked for another file.
#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn without_name(e: io::Error) -> io::Error {
    let cause = e.get_ref().and_then(std::error::Error::source).map(ToString::to_string);
    cause.map_or(e.kind().into(), |cause| io::Error::new(e.kind(), cause))
}

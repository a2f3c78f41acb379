// A former address leads on to the same article: what stands behind # is kept, which a plain redirection drops.
location.replace(document.querySelector("link[rel=canonical]").getAttribute("href") + location.hash);

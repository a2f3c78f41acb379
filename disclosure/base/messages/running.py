"""The configuration, the command line, the machine, and publication."""

from __future__ import annotations

from disclosure.base.messages.message import Message, warning

MESSAGES: dict[str, Message] = {
    "format-not-made": warning(
        "这台机器不能生成 {format}，网站不提供此格式的下载",
        "this machine cannot make {format} files: the site is published without them",
        "安装 {library}（见 docs/operations.md），或在 formats 中去掉 {format}",
        "install {library} (see docs/operations.md), or take {format} out of formats",
    ),
    "config-missing": Message(
        "没有找到 config.yaml", "config.yaml is not there", "请在项目根目录运行", "run it in the project's root"
    ),
    "dead-link": Message(
        "模板中的链接“{href}”没有去处",
        "the link “{href}” of this template leads nowhere",
        "改正模板中的网址，或先发布那个页面",
        "correct the address in the template, or publish that page first",
    ),
    "output-not-ours": Message(
        "{path} 里有别的文件，不会覆盖",
        "{path} holds other files and is not overwritten",
        "换一个空文件夹",
        "choose an empty folder",
    ),
    "output-holds-input": Message(
        "输出文件夹 {path} 不能是项目本身、其上级或存放内容的文件夹",
        "the output {path} must not be the project itself or a folder above it",
    ),
    "build-running": Message(
        "另一个构建正在进行（进程 {pid}）",
        "another build is running (process {pid})",
        "等它结束后再试",
        "try again when it has ended",
    ),
    "executor-missing": Message(
        "这种执行方式需要 Python 包 {package}",
        "this executor needs the Python package {package}",
        "pip install '{package}'",
        "pip install '{package}'",
    ),
    "executor-silent": Message(
        "集群在 {seconds} 秒内没有应答",
        "the cluster did not answer within {seconds} seconds",
        "核对地址，确认调度进程（dask scheduler）正在运行",
        "check the address, and that its scheduler (dask scheduler) is running",
    ),
    "executor-idle": Message(
        "集群在 {seconds} 秒内没有可用的工作进程",
        "the cluster had no worker within {seconds} seconds",
        "启动工作进程：dask worker",
        "start its workers: dask worker",
    ),
    "worker-without-program": Message(
        "工作进程找不到本程序",
        "a worker does not find this program",
        "启动工作进程时把项目根目录写入 PYTHONPATH",
        "start workers with the project's root in PYTHONPATH",
    ),
    "worker-killed": Message(
        "一个工作进程被系统终止，多半是内存不足",
        "the system ended a worker, most likely for want of memory",
        "减少同时运行的进程，如 --jobs 1；或者关闭其他程序后再试",
        "fewer processes need less: --jobs 1; or close other programs and try again",
    ),
    "out-of-memory": Message(
        "内存不足",
        "there is not enough memory",
        "减少同时运行的进程，如 --jobs 1；或者关闭其他程序后再试",
        "fewer processes need less: --jobs 1; or close other programs and try again",
    ),
    "worker-differs": Message(
        "工作进程看到的{what}与这里不同，没有采用它的结果",
        "this worker sees another {what} than we do; nothing of it was used",
        "所有机器须在同一路径使用同一份共享目录；更新程序后请重启工作进程",
        "all machines need the same shared folder at the same path; after an update of the program restart the workers",
    ),
    "words-missing": Message(
        "缺少另一种语言里有的界面用语：{keys}",
        "these words of the interface are there in another language only: {keys}",
        "每种语言的文件要有同样的键",
        "the files of all languages have the same keys",
    ),
    "template": Message(
        "模板有误：{detail}",
        "the template is wrong: {detail}",
        "模板在 templates/ 下",
        "templates are under templates/",
    ),
    "pagefind-lost": Message(
        "检索程序没有运行起来，或者中途被结束：{detail}",
        "the program that makes the search index did not run, or was ended: {detail}",
        "多半是安全软件拦截或者内存不足；放行 pagefind 后再试，或者删除 .venv 重新安装",
        "most likely security software stopped it, or memory ran out; let pagefind run, or remove .venv and install again",
    ),
    "system": Message("无法读写：{detail}", "cannot be read or written: {detail}"),
    "manifest-broken": Message(
        "清单不可信：这个文件不完整，或者与引用它的清单所记的摘要不一致",
        "the manifest cannot be trusted: this file is not whole, or not the one whose digest stands in what names it",
        "请向本站重新取得全部清单文件；生成清单时，改用保存着原来清单的文件夹",
        "get all files of the manifest anew; to write one, name the folder that has the editions before it",
    ),
    "manifest-not-signed": Message(
        "清单没有这把公钥的有效签名",
        "the manifest has no valid signature by this key",
        "请向本站重新取得清单和签名，并核实公钥来自本站",
        "get manifest and signature anew, and make sure that the key is this site's",
    ),
    "key-unread": Message(
        "这不是能用的 minisign 密钥",
        "this is no key of minisign that can be used here",
        "签名用 minisign -G -W 生成的不带口令的私钥；带口令的私钥请用 minisign -S 自己签 manifest.json",
        "sign with a key without a password (minisign -G -W), or sign manifest.json with minisign -S yourself",
    ),
    "signing-missing": Message(
        "没有安装签名所需的程序包",
        "what signatures need is not installed",
        "运行 make sign；或者用 minisign 签名、核对 manifest.json",
        "run `make sign`, or sign and verify manifest.json with minisign",
    ),
    "usage": Message(
        "命令用法有误：{detail}",
        "the command cannot be followed: {detail}",
        "python build.py --help",
        "python build.py --help",
    ),
}

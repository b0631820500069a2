<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AgainMenu</name>
    <message>
        <source>Again</source>
        <translation>再来一次</translation>
    </message>
    <message>
        <source>Without thinking</source>
        <translation>不思考</translation>
    </message>
    <message>
        <source>With thinking</source>
        <translation>思考后回答</translation>
    </message>
    <message>
        <source>More varied</source>
        <translation>更多变化</translation>
    </message>
    <message>
        <source>Temperature +0.3, a new seed</source>
        <translation>温度 +0.3，使用新种子</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>%1 B</source>
        <translation>%1B</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1M</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1k</translation>
    </message>
</context>
<context>
    <name>AnswerEditor</name>
    <message>
        <source>Edit the answer</source>
        <translation>编辑回答</translation>
    </message>
    <message>
        <source>Saved as a variant: the answer as it was stays beside it.</source>
        <translation>将保存为一个变体：原来的回答会保留在旁边。</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>正在读取对话… %1%</translation>
    </message>
    <message>
        <source>Reading the chat…</source>
        <translation>正在读取对话…</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>从此处新建对话</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>删除此处及之后的内容</translation>
    </message>
    <message>
        <source>How this answer was made</source>
        <translation>这条回答的生成详情</translation>
    </message>
    <message>
        <source>Answer again with…</source>
        <translation>以其他方式重新回答…</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>继续回答</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>编辑回答</translation>
    </message>
</context>
<context>
    <name>AnswerHeader</name>
    <message>
        <source>%1, %2</source>
        <comment>a model, when it answered</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已编辑</translation>
    </message>
</context>
<context>
    <name>AppCommands</name>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Stop answering</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>复制最后一条回答</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>复制整个对话</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>在此对话中查找</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>重命名对话</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>撰写消息</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>下一个对话</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>上一个对话</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>查找任何内容</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>搜索所有对话</translation>
    </message>
    <message>
        <source>Show or hide the chats</source>
        <translation>显示或隐藏对话列表</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>恢复默认字号</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Pin or unpin chat</source>
        <translation>置顶或取消置顶对话</translation>
    </message>
    <message>
        <source>Archive chat</source>
        <translation>归档对话</translation>
    </message>
    <message>
        <source>Delete chat</source>
        <translation>删除对话</translation>
    </message>
    <message>
        <source>Export chat as Markdown</source>
        <translation>将对话导出为 Markdown</translation>
    </message>
    <message>
        <source>Export chat as PDF</source>
        <translation>将对话导出为 PDF</translation>
    </message>
    <message>
        <source>Export chat as JSON</source>
        <translation>将对话导出为 JSON</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Show all chats</source>
        <translation>显示所有对话</translation>
    </message>
    <message>
        <source>Show archived chats</source>
        <translation>显示已归档的对话</translation>
    </message>
    <message>
        <source>Show the bin</source>
        <translation>显示回收站</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Export all chats</source>
        <translation>导出所有对话</translation>
    </message>
    <message>
        <source>Privacy: what can connect</source>
        <translation>隐私：哪些程序可以联网</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>Switch thinking on or off</source>
        <translation>开启或关闭思考</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>继续回答</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>编辑最后一个提问</translation>
    </message>
    <message>
        <source>How the last answer was made</source>
        <translation>最后一条回答的生成详情</translation>
    </message>
    <message>
        <source>What the model is given: the context</source>
        <translation>模型收到的内容：上下文</translation>
    </message>
    <message>
        <source>Fork: the same chat again, to go on otherwise</source>
        <translation>分叉：复制此对话，另行继续</translation>
    </message>
    <message>
        <source>New chat with a summary of this one</source>
        <translation>以此对话的摘要新建对话</translation>
    </message>
    <message>
        <source>Theme: as the desktop</source>
        <translation>主题：跟随桌面</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Show the thinking until the answer begins</source>
        <translation>在回答开始前显示思考</translation>
    </message>
    <message>
        <source>Show the thinking always</source>
        <translation>始终显示思考</translation>
    </message>
    <message>
        <source>Show the thinking folded</source>
        <translation>折叠显示思考</translation>
    </message>
    <message>
        <source>Choose the device that the model runs on: processor or GPU</source>
        <translation>选择模型运行的设备：处理器或 GPU</translation>
    </message>
    <message>
        <source>Get models: catalog and search</source>
        <translation>获取模型：目录与搜索</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>卸载模型</translation>
    </message>
    <message>
        <source>Instructions for all models: the system prompt</source>
        <translation>所有模型的指令：系统提示词</translation>
    </message>
    <message>
        <source>Preset of this model: system prompt, thinking, sampling</source>
        <translation>此模型的预设：系统提示词、思考、采样</translation>
    </message>
    <message>
        <source>Instructions for this chat: a system prompt of its own</source>
        <translation>此对话的指令：自己的系统提示词</translation>
    </message>
    <message>
        <source>Edit the last answer</source>
        <translation>编辑最后一个回答</translation>
    </message>
</context>
<context>
    <name>ArrivalBar</name>
    <message numerus="yes">
        <source>%n model(s) are downloaded.</source>
        <translation>
            <numerusform>已下载 %n 个模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is downloaded.</source>
        <translation>%1 已下载。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Use it now</source>
        <translation>立即使用</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>BinMenu</name>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>永久清除…</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+单击</translation>
    </message>
</context>
<context>
    <name>CatalogRow</name>
    <message>
        <source>recommended for this computer</source>
        <translation>推荐用于这台电脑</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 词元</translation>
    </message>
    <message>
        <source>Download %1 in %2, about %3</source>
        <translation>下载 %1 的 %2 版本，约 %3</translation>
    </message>
    <message>
        <source>Other quantisations of %1</source>
        <translation>%1 的其他量化版本</translation>
    </message>
    <message>
        <source>Fits best</source>
        <translation>最合适</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>新对话 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Your chats will be here.</source>
        <translation>对话会显示在这里。</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Folders, archive, bin, import and export</source>
        <translation>文件夹、归档、回收站、导入和导出</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>No chat is archived.</source>
        <translation>没有已归档的对话。</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>返回对话列表</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+单击</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Jump to latest</source>
        <translation>跳到最新</translation>
    </message>
    <message>
        <source>Answer the last message</source>
        <translation>回答最后一条消息</translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>正在加载 %1… %2%</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>尚未加载模型</translation>
    </message>
    <message>
        <source>Answers can be wrong. Check what matters.</source>
        <translation>回答可能有误，重要内容请核实。</translation>
    </message>
    <message>
        <source>Opening the chat…</source>
        <translation>正在打开对话…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>This chat is in the bin.</source>
        <translation>此聊天在回收站中。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>%1, answering</source>
        <translation>%1，正在回答</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>对话名称</translation>
    </message>
    <message>
        <source>%1, new answer</source>
        <translation>%1，有新回答</translation>
    </message>
    <message>
        <source>More for “%1”</source>
        <translation>“%1”的更多操作</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Do not wrap lines</source>
        <translation>不自动换行</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>Save as file…</source>
        <translation>另存为文件…</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find chats, messages, commands, models and settings</source>
        <translation>查找对话、消息、命令、模型和设置</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>查找任何内容</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing fits these words</source>
        <translation>没有匹配的内容</translation>
    </message>
    <message>
        <source>Messages are found by whole words or their beginnings</source>
        <translation>消息按完整的词或词的开头查找</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open  ·  Esc close  ·  type &gt; for commands only</source>
        <translation>↑ ↓ 选择  ·  Enter 打开  ·  Esc 关闭  ·  输入 &gt; 只查找命令</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open</source>
        <translation>↑ ↓ 选择  ·  Enter 打开</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask anything</source>
        <translation>想问什么都可以</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>按 Esc 停止</translation>
    </message>
    <message>
        <source>Reading files…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Editing a question. The old one and its answers stay as a variant.</source>
        <translation>正在编辑提问。原来的提问及其回答会保留为另一个版本。</translation>
    </message>
    <message>
        <source>Cancel editing (Esc)</source>
        <translation>取消编辑 (Esc)</translation>
    </message>
    <message>
        <source>%1 You can change it before you send it.</source>
        <translation>%1 发送前可以修改。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>You have pasted a long text.</source>
        <translation>粘贴的文本较长。</translation>
    </message>
    <message>
        <source>Attach it as a file</source>
        <translation>作为文件附加</translation>
    </message>
    <message>
        <source>Keep it in the message</source>
        <translation>留在消息中</translation>
    </message>
    <message>
        <source>Ask it differently</source>
        <translation>换一种问法</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>编辑提问</translation>
    </message>
    <message>
        <source>Attach text files or PDFs</source>
        <translation>添加文本文件或 PDF</translation>
    </message>
    <message>
        <source>Will be sent when %1 is loaded.</source>
        <translation>%1 加载完成后发送。</translation>
    </message>
    <message>
        <source>Will be sent in a moment.</source>
        <translation>即将发送。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>未加载模型。上次使用的是 %1。</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>未加载模型。</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>重新加载</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>发送 (Enter)</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>发送 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Do not send (Esc)</source>
        <translation>不发送 (Esc)</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止 (Esc)</translation>
    </message>
</context>
<context>
    <name>ConnectionRow</name>
    <message>
        <source>%1 received, %2 sent</source>
        <translation>接收 %1，发送 %2</translation>
    </message>
    <message>
        <source>amount not known</source>
        <translation>流量未知</translation>
    </message>
</context>
<context>
    <name>ConnectionSection</name>
    <message numerus="yes">
        <source>%n connection(s) by deepwell-fetch, each after a click of yours: %1 received, %2 sent.</source>
        <translation>
            <numerusform>deepwell-fetch 共有 %n 次连接，每次都由点击触发：接收 %1，发送 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>The record is long: older connections are not shown.</source>
        <translation>记录较长：较早的连接未显示。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the record could not be read.</source>
        <translation>
            <numerusform>记录中有 %n 行无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>网络连接</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>清除列表</translation>
    </message>
    <message>
        <source>No connection is on record. When you search the hub or download a model, each one is listed here.</source>
        <translation>没有连接记录。搜索模型中心或下载模型时，每次连接都会列在这里。</translation>
    </message>
    <message>
        <source>The record is not complete: there were connections that could not be written into it.</source>
        <translation>记录不完整：有些连接未能写入其中。</translation>
    </message>
    <message>
        <source>%1. Until it can be kept, nothing is searched for or downloaded.</source>
        <translation>%1。在能够记录之前，不会搜索或下载任何内容。</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>正在读取记录…</translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>Context: %1</source>
        <translation>上下文：%1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>With this message the chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>加上这条消息，对话共有 %1 词元；上下文可容纳 %2 词元，还要为回答留出空间。</translation>
    </message>
    <message>
        <source>The chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>对话共有 %1 词元；上下文可容纳 %2 词元，还要为回答留出空间。</translation>
    </message>
    <message>
        <source>The answer has filled the context of %1 tokens. To go on, make room:</source>
        <translation>回答已占满 %1 词元的上下文。要继续，请腾出空间：</translation>
    </message>
    <message>
        <source>The chat is being counted…</source>
        <translation>正在统计对话的词元数…</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used.</source>
        <translation>上下文已使用 %1 / %2 词元。</translation>
    </message>
    <message>
        <source>What the model is given</source>
        <translation>提供给模型的内容</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>上下文已满</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Shorten the message, or remove a file.</source>
        <translation>请缩短消息或移除文件。</translation>
    </message>
    <message numerus="yes">
        <source>Leave out the %n oldest question(s) with their answers</source>
        <translation>
            <numerusform>略去最早的 %n 个提问及其回答</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay in the chat, but the model no longer sees them; if this chat grows further, its oldest go again.</source>
        <translation>它们仍保留在对话中，但模型不再看到；如果对话继续变长，会再次略去最早的内容。</translation>
    </message>
    <message>
        <source>Leave out the thinking of earlier answers</source>
        <translation>略去先前回答的思考过程</translation>
    </message>
    <message>
        <source>Saves %1 tokens.</source>
        <translation>可节省 %1 词元。</translation>
    </message>
    <message>
        <source>A larger context: %1 tokens</source>
        <translation>更大的上下文：%1 词元</translation>
    </message>
    <message>
        <source>The model is loaded again.</source>
        <translation>模型会重新加载。</translation>
    </message>
    <message>
        <source>Takes up to %1 of memory. The model is loaded again.</source>
        <translation>最多占用 %1 内存。模型会重新加载。</translation>
    </message>
    <message>
        <source>A new chat with a summary of this one</source>
        <translation>新建对话并附上当前对话的摘要</translation>
    </message>
    <message>
        <source>The model writes it; you can change it before you send it.</source>
        <translation>摘要由模型撰写，发送前可以修改。</translation>
    </message>
    <message>
        <source>Give the model the whole chat again</source>
        <translation>重新向模型提供完整对话</translation>
    </message>
    <message>
        <source>Instructions for this chat…</source>
        <translation>此对话的指令…</translation>
    </message>
    <message>
        <source>A system prompt of its own</source>
        <translation>自己的系统提示词</translation>
    </message>
    <message>
        <source>It has some of its own.</source>
        <translation>此对话已有自己的指令。</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete %1?</source>
        <translation>删除 %1？</translation>
    </message>
    <message>
        <source>%1 downloaded this model and will no longer have it.</source>
        <translation>此模型由 %1 下载，删除后 %1 也无法再使用。</translation>
    </message>
    <message>
        <source>It is loaded now and will be unloaded first.</source>
        <translation>模型正在使用，会先卸载。</translation>
    </message>
    <message>
        <source>Delete for good, not to the trash</source>
        <translation>永久删除，不放入回收站</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Frees %1 at once. This cannot be undone.</source>
        <translation>立即释放 %1。此操作无法撤销。</translation>
    </message>
    <message>
        <source>It goes to the trash. Emptying the trash frees %1.</source>
        <translation>将移到回收站。清空回收站后释放 %1。</translation>
    </message>
    <message>
        <source>Looking at its files…</source>
        <translation>正在查看其文件…</translation>
    </message>
    <message>
        <source>Only the link goes. What it leads to stays, and no space gets free.</source>
        <translation>只删除链接。它指向的文件会保留，不会释放空间。</translation>
    </message>
</context>
<context>
    <name>DesktopSettings</name>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Icon in the system tray</source>
        <translation>系统托盘图标</translation>
    </message>
    <message>
        <source>To bring the window back, or begin a new chat</source>
        <translation>用于重新打开窗口或新建对话</translation>
    </message>
    <message>
        <source>This desktop has no system tray</source>
        <translation>此桌面没有系统托盘</translation>
    </message>
    <message>
        <source>Closing the window keeps Deepwell running</source>
        <translation>关闭窗口后 Deepwell 继续运行</translation>
    </message>
    <message>
        <source>It stays in the tray, with the model loaded and answers going on</source>
        <translation>留在托盘中，模型保持加载，回答继续进行</translation>
    </message>
    <message>
        <source>Notify when a long answer or a download ends</source>
        <translation>长回答或下载结束时通知</translation>
    </message>
    <message>
        <source>If the window is not in front; of answers only if they took more than 20 seconds. The notification says nothing of the chat</source>
        <translation>仅当窗口不在前台时；回答须用时超过 20 秒。通知不含任何对话内容</translation>
    </message>
</context>
<context>
    <name>DeviceMenu</name>
    <message>
        <source>Run on: %1</source>
        <translation>运行设备：%1</translation>
    </message>
    <message>
        <source>Looking for graphics cards…</source>
        <translation>正在查找显卡…</translation>
    </message>
    <message>
        <source>No graphics card can be used</source>
        <translation>没有可用的显卡</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Search %1</source>
        <translation>搜索 %1</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>“%1” on %2</source>
        <translation>%2 上的“%1”</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在查询 %1…</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>搜索失败</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>没有找到结果</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This list is part of Deepwell, its sizes are approximate. Nothing is asked of %1 until you search or download: then it says what it has and how large that is.</source>
        <translation>此列表是 Deepwell 的一部分，其中的大小为近似值。在您搜索或下载之前，不会向 %1 询问任何内容；届时由它告知有哪些文件以及确切大小。</translation>
    </message>
    <message>
        <source>Search %1, or paste a model&apos;s address</source>
        <translation>搜索 %1，或粘贴模型的网址</translation>
    </message>
    <message>
        <source>Format of the models</source>
        <translation>模型格式</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>结果排序</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>下载最多</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>点赞最多</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Only repositories with GGUF files were searched. Try fewer words, or the other format.</source>
        <translation>只搜索了包含 GGUF 文件的仓库。请减少关键词，或换另一种格式。</translation>
    </message>
    <message>
        <source>Only repositories with safetensors for text were searched. Try fewer words, or the other format.</source>
        <translation>只搜索了包含文本模型 safetensors 的仓库。请减少关键词，或换另一种格式。</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>加载 %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>继续下载 %1</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>暂停 %1</translation>
    </message>
    <message>
        <source>Take %1 from this list</source>
        <translation>从列表中移除 %1</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>取消 %1</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>模型页面</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>取消加载 %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>开始与 %1 对话</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到 1 分钟</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>剩余 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>剩余 %n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Checking what was downloaded…</source>
        <translation>正在校验下载内容…</translation>
    </message>
    <message>
        <source>Downloaded and checked, %1</source>
        <translation>已下载并校验，%1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Asking the hub which files it has and how large they are…</source>
        <translation>正在询问模型中心有哪些文件及其大小…</translation>
    </message>
</context>
<context>
    <name>DownloadsPage</name>
    <message>
        <source>The download helper is running. It ends when nothing is left to do.</source>
        <translation>下载助手正在运行，没有任务时会自动退出。</translation>
    </message>
    <message>
        <source>Nothing is connected to the internet.</source>
        <translation>当前没有任何网络连接。</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已完成</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>没有下载任务</translation>
    </message>
    <message>
        <source>Downloads can be paused, survive a power cut and are checked against the hash that the hub publishes.</source>
        <translation>下载可以暂停，断电后可继续，并会用模型中心公布的哈希值校验。</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>发现模型</translation>
    </message>
    <message>
        <source>Cancel the download of %1?</source>
        <translation>取消下载 %1？</translation>
    </message>
    <message>
        <source>What was downloaded so far is deleted. A paused download keeps it.</source>
        <translation>已下载的部分会被删除。暂停下载则会保留。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>取消下载</translation>
    </message>
</context>
<context>
    <name>DragGhost</name>
    <message>
        <source>Let go to leave it where it is</source>
        <translation>松开即留在原处</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Out of any folder</source>
        <translation>移出文件夹</translation>
    </message>
    <message>
        <source>Into “%1”</source>
        <translation>移入“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s)</source>
        <translation>
            <numerusform>%Ln 个对话</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop files to ask about them, or a model to open it</source>
        <translation>拖放文件即可提问，拖放模型即可打开</translation>
    </message>
    <message>
        <source>Text files and PDFs go with your message. A model is a .gguf file, or a folder with safetensors.</source>
        <translation>文本文件和 PDF 会随消息发送。模型是 .gguf 文件或含有 safetensors 的文件夹。</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Count letters</source>
        <translation>数字母</translation>
    </message>
    <message>
        <source>Calculate</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Reverse a word</source>
        <translation>倒写单词</translation>
    </message>
    <message>
        <source>What shall we think about?</source>
        <translation>今天想聊点什么？</translation>
    </message>
    <message>
        <source>You see the model think, and nothing leaves this computer.</source>
        <translation>模型的思考过程清晰可见，数据不会离开这台电脑。</translation>
    </message>
    <message>
        <source>The model that comes with Deepwell is a tiny demonstration: it calculates, sorts, spells and counts letters. For everything else, open a bigger one, such as a DeepSeek-R1 distill.</source>
        <translation>Deepwell 自带的模型只是一个小型英文演示：会计算、排序、拼写和数字母。其他任务请打开更大的模型，例如 DeepSeek-R1 蒸馏模型。</translation>
    </message>
    <message>
        <source>Why is the sky blue, and the sunset red?</source>
        <translation>为什么天空是蓝的，而日落是红的？</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>写代码</translation>
    </message>
    <message>
        <source>Prove that the square root of 2 is irrational.</source>
        <translation>证明 2 的平方根是无理数。</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>Plan four days in Lisbon, on foot and by tram.</source>
        <translation>规划里斯本四日游，步行加有轨电车。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one, or get one that fits this computer.</source>
        <translation>未加载模型。请选择一个，或下载适合这台电脑的模型。</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Write a script that finds duplicate files.</source>
        <translation>写一个查找重复文件的脚本。</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>未加载模型。上次使用的是 %1。</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>重新加载</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>回答长度上限</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>回答长度上限（词元）</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>上下文长度</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>上下文长度（词元）</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Sampling as the model recommends</source>
        <translation>采用模型推荐的采样设置</translation>
    </message>
    <message>
        <source>Off: with the values below</source>
        <translation>关闭时使用以下数值</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0：始终选择概率最高的词元</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1：关闭</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Always the same seed</source>
        <translation>始终使用相同的种子</translation>
    </message>
    <message>
        <source>The same question then gets the same answer</source>
        <translation>这样，相同的提问会得到相同的回答</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Reset sampling</source>
        <translation>重置采样设置</translation>
    </message>
    <message>
        <source>All of these as they were at first</source>
        <translation>全部恢复为初始值</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>In tokens, thinking included</source>
        <translation>以词元计，含思考过程</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>以词元计；下次加载时生效</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>Load the model again</source>
        <translation>重新加载模型</translation>
    </message>
    <message>
        <source>The loaded one still runs with the values of before</source>
        <translation>已加载的模型仍使用之前的设置</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>重新加载</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>KV 缓存精度</translation>
    </message>
    <message>
        <source>What a model remembers of a chat while it answers: 8 bits take half the memory of 16, and answers can differ a little. From the next load on</source>
        <translation>模型回答时对对话的记忆：8 位占用的内存是 16 位的一半，回答可能略有不同。下次加载时生效</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Automatic: one for each physical core, nearly always the fastest; fewer leave room for other programs. From the next load on</source>
        <translation>自动：每个物理核心一个线程，几乎总是最快；较少的线程可为其他程序留出余地。下次加载时生效</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>GPU 上的层数</translation>
    </message>
    <message>
        <source>At most; the others stay in RAM. From the next load on</source>
        <translation>最多层数；其余留在内存中。下次加载时生效</translation>
    </message>
    <message>
        <source>Memory of the GPU</source>
        <translation>GPU 显存</translation>
    </message>
    <message>
        <source>In MiB, at most; automatic is what is free, less a margin. From the next load on</source>
        <translation>以 MiB 计的上限；自动为可用显存减去余量。下次加载时生效</translation>
    </message>
    <message>
        <source>Memory of the GPU in MiB</source>
        <translation>GPU 显存（MiB）</translation>
    </message>
</context>
<context>
    <name>EraseChatSheet</name>
    <message>
        <source>Erase this chat for good?</source>
        <translation>要永久清除此对话吗？</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Its messages and their words in the search index are overwritten on the disk. They cannot be brought back.</source>
        <translation>它的消息以及搜索索引中的相应词语会在磁盘上被覆写，无法恢复。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>清除</translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln chat(s) for good?</source>
        <translation>
            <numerusform>永久删除 %Ln 个对话？</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseSheet</name>
    <message>
        <source>erase</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Erase all chats?</source>
        <translation>清除所有对话？</translation>
    </message>
    <message>
        <source>Type “%1” to go on:</source>
        <translation>输入“%1”以继续：</translation>
    </message>
    <message>
        <source>The word that confirms erasing</source>
        <translation>确认清除的词</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Erase all chats</source>
        <translation>清除所有对话</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>正在清除…</translation>
    </message>
    <message>
        <source>All chats, folders and drafts go, those in the bin and old copies of the history too. Deepwell cannot bring them back: they are overwritten where they lie. Traces can remain outside of Deepwell&apos;s reach, in backups and snapshots and in the spare cells of an SSD. Models and settings stay.</source>
        <translation>所有对话、文件夹和草稿都会删除，包括回收站中的内容和历史记录的旧副本。Deepwell 无法恢复它们：它们会在原处被覆盖。在 Deepwell 够不到的地方，例如备份、快照和 SSD 的备用单元中，可能仍留有痕迹。模型和设置会保留。</translation>
    </message>
    <message>
        <source>Not everything could be erased: an answer or a summary is being written, or the history cannot be changed now. Stop what is being written and try again.</source>
        <translation>未能全部清除：正在生成回答或摘要，或者历史记录现在无法更改。请停止正在生成的内容，然后重试。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This cannot be done so</source>
        <translation>无法这样操作</translation>
    </message>
    <message>
        <source>The chat is longer than the context</source>
        <translation>对话超出了上下文长度</translation>
    </message>
    <message>
        <source>Something is not there</source>
        <translation>缺少某些内容</translation>
    </message>
    <message>
        <source>A file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>This is not supported</source>
        <translation>不受支持</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Reading or writing failed</source>
        <translation>读取或写入失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>The device failed</source>
        <translation>设备出现故障</translation>
    </message>
    <message>
        <source>An error in Deepwell itself</source>
        <translation>Deepwell 自身出错</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>FileSheet</name>
    <message>
        <source>Copy the text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>%1 的文本</translation>
    </message>
</context>
<context>
    <name>FilesSheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Files of %1</source>
        <translation>%1 的文件</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n part(s)</source>
        <translation>
            <numerusform>%1，%n 个分卷</numerusform>
        </translation>
    </message>
    <message>
        <source>Download %1, %2</source>
        <translation>下载 %1，%2</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在查询 %1…</translation>
    </message>
    <message>
        <source>No files that Deepwell can use</source>
        <translation>没有 Deepwell 可用的文件</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>The files could not be listed</source>
        <translation>无法列出文件</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>模型页面</translation>
    </message>
    <message>
        <source>Search for it</source>
        <translation>搜索它</translation>
    </message>
    <message>
        <source>Too large for the disk: %1</source>
        <translation>磁盘放不下：%1</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>在此对话中查找</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>上一处 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>下一处 (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Find in these thoughts</source>
        <translation>在这段思考中查找</translation>
    </message>
    <message>
        <source>Only in these thoughts: search the whole chat</source>
        <translation>仅限这段思考：改为搜索整个对话</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>删除文件夹</translation>
    </message>
    <message>
        <source>Its chats stay</source>
        <translation>其中的对话会保留</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message numerus="yes">
        <source>Folder %1, %Ln chat(s)</source>
        <translation>
            <numerusform>文件夹 %1，%Ln 个对话</numerusform>
        </translation>
    </message>
    <message>
        <source>More for folder “%1”</source>
        <translation>文件夹“%1”的更多操作</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>文件夹名称</translation>
    </message>
</context>
<context>
    <name>FoldersSheet</name>
    <message>
        <source>Folders with models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Downloads go to</source>
        <translation>下载位置</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Your folders</source>
        <translation>添加的文件夹</translation>
    </message>
    <message>
        <source>None yet. Models in folders that you add here are used where they are.</source>
        <translation>暂无。添加到这里的文件夹中的模型会在原处使用。</translation>
    </message>
    <message>
        <source>Take %1 out of the library</source>
        <translation>从模型库中移除 %1</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded, without copying it</source>
        <translation>直接使用其他程序下载的模型，无需复制</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>使用其他程序下载的模型</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: too large to be searched whole</source>
        <translation>%1：太大，无法全部搜索</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Some folders are closed to your account. To open Ollama&apos;s, join its group (sudo usermod -aG ollama $USER) and log in again.</source>
        <translation>您的账户无权查看某些文件夹。若要读取 Ollama 的文件夹，请加入其用户组（sudo usermod -aG ollama $USER）并重新登录。</translation>
    </message>
    <message>
        <source>Too large to be searched whole</source>
        <translation>太大，无法全部搜索</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>System follows the desktop</source>
        <translation>“系统”即跟随桌面</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Of the messages; Ctrl and + or −</source>
        <translation>消息的文字大小；Ctrl 加 + 或 −</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Titles by the model</source>
        <translation>由模型起标题</translation>
    </message>
    <message>
        <source>The loaded model names a new chat while it has nothing else to do; the pocket model cannot. Off: by the first line</source>
        <translation>空闲时由已加载的模型为新对话命名；袖珍模型不具备此功能。关闭时使用第一行文字</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Instructions for all models</source>
        <translation>所有模型的指令</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>例如：请用简短的句子回答。</translation>
    </message>
    <message>
        <source>The system prompt: what a model is told before every chat. A model&apos;s preset can have another one</source>
        <translation>系统提示词：每次对话开始前告诉模型的内容。模型的预设可以另有设定</translation>
    </message>
    <message>
        <source>Send messages with</source>
        <translation>发送消息的按键</translation>
    </message>
    <message>
        <source>Shift+Enter always makes a new line; where Ctrl+Enter sends, Enter does too</source>
        <translation>Shift+Enter 总是换行；用 Ctrl+Enter 发送时，Enter 也是换行</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Load the last model at start</source>
        <translation>启动时加载上次的模型</translation>
    </message>
    <message>
        <source>Off: the window opens without a model, and offers it</source>
        <translation>关闭：窗口打开时不加载模型，只提供加载选项</translation>
    </message>
</context>
<context>
    <name>HeaderSheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Search metadata and tensors</source>
        <translation>搜索元数据和张量</translation>
    </message>
    <message>
        <source>Metadata and tensors</source>
        <translation>元数据和张量</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>没有包含这些词的内容。</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>%1, %2, %3: %4</source>
        <translation>%1，%2，%3：%4</translation>
    </message>
</context>
<context>
    <name>HubRow</name>
    <message>
        <source>needs a token</source>
        <translation>需要访问令牌</translation>
    </message>
    <message>
        <source>Needs a token</source>
        <translation>需要访问令牌</translation>
    </message>
</context>
<context>
    <name>InstalledMenu</name>
    <message>
        <source>Preset…</source>
        <translation>预设…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Verify SHA-256</source>
        <translation>校验 SHA-256</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
</context>
<context>
    <name>InstalledNotes</name>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Downloads again only what is wrong</source>
        <translation>只重新下载有问题的部分</translation>
    </message>
    <message>
        <source>Computing SHA-256… %1 %</source>
        <translation>正在计算 SHA-256… %1%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Search your models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Order of the models</source>
        <translation>模型排序</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Folders with models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Add models that are on this computer</source>
        <translation>添加这台电脑上的模型</translation>
    </message>
    <message>
        <source>Add model file…</source>
        <translation>添加模型文件…</translation>
    </message>
    <message>
        <source>It stays where it is</source>
        <translation>文件留在原处</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Models that come into it later are found too</source>
        <translation>以后放入其中的模型也会被找到</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>这台电脑上的模型</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 / %n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1</source>
        <translation>
            <numerusform>%n 个模型，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Download one that fits this computer, or add a folder in which you have some. Models of LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache are found by themselves.</source>
        <translation>可以下载适合这台电脑的模型，或添加已有模型的文件夹。LM Studio、Ollama、Jan、GPT4All、llama.cpp 和 Hugging Face 缓存中的模型会自动找到。</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>发现模型</translation>
    </message>
    <message>
        <source>No model has these words</source>
        <translation>没有匹配的模型</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>InstalledRow</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 词元</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>Has a preset of its own</source>
        <translation>有专用预设</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>%1 的更多操作</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>加载 %1</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>Unload %1</source>
        <translation>卸载 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>取消加载 %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>开始与 %1 对话</translation>
    </message>
</context>
<context>
    <name>InstructionsSheet</name>
    <message>
        <source>Instructions for this chat</source>
        <translation>此对话的指令</translation>
    </message>
    <message>
        <source>A system prompt of its own, instead of that of the model&apos;s preset or of the settings. Empty: those.</source>
        <translation>自己的系统提示词，代替模型预设或设置中的。留空则使用后者。</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>例如：请用简短的句子回答。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>In a chat</source>
        <translation>对话中</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>编辑最后一个提问</translation>
    </message>
    <message>
        <source>In the empty message field</source>
        <translation>消息框为空时</translation>
    </message>
    <message>
        <source>Scroll the chat</source>
        <translation>滚动对话</translation>
    </message>
    <message>
        <source>Menu of a chat in the list</source>
        <translation>列表中对话的菜单</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Needs about %1 with %2 tokens of context</source>
        <translation>%2 词元上下文约需 %1</translation>
    </message>
    <message>
        <source>%1 of RAM is free</source>
        <translation>可用内存 %1</translation>
    </message>
    <message>
        <source>%1 of the GPU&apos;s memory is free</source>
        <translation>可用显存 %1</translation>
    </message>
    <message>
        <source>Fits the GPU</source>
        <translation>显存足够</translation>
    </message>
    <message>
        <source>GPU + RAM</source>
        <translation>显存 + 内存</translation>
    </message>
    <message>
        <source>Part of it runs on the processor, which is slower.</source>
        <translation>部分在处理器上运行，速度较慢。</translation>
    </message>
    <message>
        <source>Fits in RAM</source>
        <translation>内存足够</translation>
    </message>
    <message>
        <source>Too big</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>Closing other programs may make room.</source>
        <translation>关闭其他程序或可腾出空间。</translation>
    </message>
    <message>
        <source>Its weights would be read from the disk again and again, which is very slow.</source>
        <translation>权重将反复从磁盘读取，速度非常慢。</translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash: its disk may have none. To delete it for good, choose that when you are asked.</source>
        <translation>无法将 %1 移到回收站：所在磁盘可能没有回收站。如要永久删除，请在询问时选择该项。</translation>
    </message>
    <message>
        <source>%1 could not be deleted: %2. What was deleted before it is gone.</source>
        <translation>无法删除 %1：%2。在此之前删除的内容已不存在。</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Added folder</source>
        <translation>添加的文件夹</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) missing: %1. Download again what is missing.</source>
        <translation>
            <numerusform>缺少 %n 个分卷：%1。请重新下载缺失的部分。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash, nor put back: it lies at %2 now. Move it back from there.</source>
        <translation>无法将 %1 移到回收站，也无法放回原处：它现在位于 %2。请从那里移回。</translation>
    </message>
    <message>
        <source>Not supported: %1</source>
        <translation>不支持：%1</translation>
    </message>
    <message>
        <source>The hub describes this as %1, which Deepwell does not run: it would be refused after the download. Deepwell runs %2.</source>
        <translation>根据模型中心的描述，这是 %1，Deepwell 无法运行：下载后会被拒绝。Deepwell 支持 %2。</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Disk with the models: %1</source>
        <translation>模型所在磁盘：%1</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>LibrarySettings</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>使用其他程序下载的模型</translation>
    </message>
    <message>
        <source>LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache, without copying</source>
        <translation>LM Studio、Ollama、Jan、GPT4All、llama.cpp 和 Hugging Face 缓存，无需复制</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>模型中心</translation>
    </message>
    <message>
        <source>The address of a server that speaks the Hugging Face API; https, or http on this computer</source>
        <translation>支持 Hugging Face API 的服务器地址；https，或本机上的 http</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>模型中心地址</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>For models with conditions. Sent to the hub only, kept on this computer</source>
        <translation>用于有使用条件的模型。仅发送给模型中心，保存在这台电脑上</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>模型中心的访问令牌</translation>
    </message>
    <message>
        <source>Bandwidth limit</source>
        <translation>带宽限制</translation>
    </message>
    <message>
        <source>Connections at the same time</source>
        <translation>同时连接数</translation>
    </message>
    <message>
        <source>1 to 16; more can be faster over long distances</source>
        <translation>1 至 16；距离较远时，连接多可能更快</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>“system”: as the environment says; empty: none; or http://host:port, socks5://host:port</source>
        <translation>“system”：按环境变量；留空：不使用；或填 http://主机:端口、socks5://主机:端口</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>This token was typed for %1 and is sent only there, not to %2. Type it again to use it for %2.</source>
        <translation>此访问令牌是为 %1 输入的，只会发送到那里，不会发送到 %2。要用于 %2，请重新输入。</translation>
    </message>
    <message>
        <source>In MB a second; a line of 100 Mbit/s carries 12.5</source>
        <translation>单位 MB/秒；100 Mbit/s 的线路为 12.5</translation>
    </message>
    <message>
        <source>Bandwidth limit in MB a second</source>
        <translation>带宽限制（MB/秒）</translation>
    </message>
</context>
<context>
    <name>LinkSheet</name>
    <message>
        <source>Open this link?</source>
        <translation>打开此链接？</translation>
    </message>
    <message>
        <source>The model wrote it. Your browser will go to:</source>
        <translation>链接由模型写出。浏览器将访问：</translation>
    </message>
    <message>
        <source>Deepwell does not open links of this kind:</source>
        <translation>Deepwell 不打开此类链接：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>This link is not opened</source>
        <translation>不会打开此链接</translation>
    </message>
    <message>
        <source>Your browser will go to:</source>
        <translation>浏览器将打开：</translation>
    </message>
</context>
<context>
    <name>ListFooter</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Runs on this computer only</source>
        <translation>仅在这台电脑上运行</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hide chats (Ctrl+B)</source>
        <translation>隐藏对话列表 (Ctrl+B)</translation>
    </message>
</context>
<context>
    <name>ListMenu</name>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>已归档的对话</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>导入对话…</translation>
    </message>
    <message>
        <source>Of Deepwell, ChatGPT or Open WebUI</source>
        <translation>来自 Deepwell、ChatGPT 或 Open WebUI</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>导出所有对话…</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Nothing of this kind has been noted.</source>
        <translation>没有此类记录。</translation>
    </message>
    <message>
        <source>Nothing has been noted so far.</source>
        <translation>目前没有记录。</translation>
    </message>
    <message>
        <source>What Deepwell did and what went wrong. Nothing that you or a model wrote is in it.</source>
        <translation>Deepwell 做过什么、出过什么错。不记录用户或模型写的内容。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1 – Deepwell</source>
        <translation>%1 – Deepwell</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What Deepwell can reach, every connection that was made, where your data lies, erasing all chats</source>
        <translation>Deepwell 能访问什么、每一次连接、数据存放位置、清除所有对话</translation>
    </message>
    <message>
        <source>Errors, warnings and messages of the program, to read and to copy</source>
        <translation>程序的错误、警告和消息，可查看和复制</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Copy TeX</source>
        <translation>复制 TeX</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>正在加载 %1</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>袖珍模型</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>A tiny demonstration, comes with Deepwell</source>
        <translation>Deepwell 自带的小型演示</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Cancel loading</source>
        <translation>取消加载</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>卸载模型</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>所有模型…</translation>
    </message>
    <message>
        <source>Preset of this model…</source>
        <translation>此模型的预设…</translation>
    </message>
    <message>
        <source>System prompt, thinking, context, sampling</source>
        <translation>系统提示词、思考、上下文、采样</translation>
    </message>
</context>
<context>
    <name>ModelDialogs</name>
    <message>
        <source>Open model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors)</source>
        <translation>模型 (*.gguf *.safetensors)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
</context>
<context>
    <name>MoreRow</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>再显示 %Ln 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoveMenu</name>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>%1 (reading the chat again, %2 %)</source>
        <translation>%1（正在重新读取对话，%2%）</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Keep %1 in the library? The file stays where it is.</source>
        <translation>要将 %1 加入模型库吗？文件会留在原处。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
</context>
<context>
    <name>PdfDocument</name>
    <message>
        <source>You</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>附件：%1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>在此停止。</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已编辑</translation>
    </message>
</context>
<context>
    <name>PenaltyRows</name>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Makes tokens that came before less probable; 1: off</source>
        <translation>降低已出现词元的概率；1：关闭</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>存在惩罚</translation>
    </message>
    <message>
        <source>The same for every token that came before, however often</source>
        <translation>对每个已出现的词元相同，与次数无关</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>频率惩罚</translation>
    </message>
    <message>
        <source>Grows with every time that a token came before</source>
        <translation>随词元出现的次数增加</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>Open folder: %1</source>
        <translation>打开文件夹：%1</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>%1: this folder cannot be made; check the rights of the one above it, or choose another with --data DIR</source>
        <translation>%1：无法创建此文件夹；请检查上级文件夹的权限，或用 --data DIR 另选</translation>
    </message>
</context>
<context>
    <name>PresetSheet</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>For %1 only; everything else as in the settings.</source>
        <translation>仅用于 %1；其余按设置。</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>例如：请用简短的句子回答。</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>回答前先思考</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>按设置</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>上下文长度</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>上下文长度（词元）</translation>
    </message>
    <message>
        <source>Sampling of its own</source>
        <translation>专用采样设置</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0：始终选择概率最高的词元</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1：关闭</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>以词元计；下次加载时生效</translation>
    </message>
    <message>
        <source>As in the settings: %1</source>
        <translation>按设置：%1</translation>
    </message>
    <message>
        <source>Without the instructions of the settings</source>
        <translation>不使用设置中的指令</translation>
    </message>
    <message>
        <source>Some reasoning models answer best without a system prompt</source>
        <translation>有些推理模型在没有系统提示词时回答最好</translation>
    </message>
    <message>
        <source>Penalties for repetition</source>
        <translation>重复惩罚设置</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Connections</source>
        <translation>网络连接</translation>
    </message>
    <message>
        <source>Where your data lies</source>
        <translation>数据存放位置</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Chats are kept in one file on this computer, readable by you only. A deleted chat stays in the bin for 30 days and is then overwritten.</source>
        <translation>对话保存在这台电脑上的一个文件中，仅当前用户可读。删除的对话在回收站中保留 30 天，之后会被覆盖。</translation>
    </message>
    <message>
        <source>Erase all chats…</source>
        <translation>清除所有对话…</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>PgUp</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>PgDn</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>QuestionTools</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>编辑消息</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>从此处新建对话</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>删除此处及之后的内容</translation>
    </message>
</context>
<context>
    <name>QuitSheet</name>
    <message>
        <source>Deepwell quits when this is done. If you quit now, it is dropped, and what waits after it too.</source>
        <translation>完成后 Deepwell 会退出。若现在退出，此任务及其后排队的任务都会被放弃。</translation>
    </message>
    <message>
        <source>Do not quit</source>
        <translation>不退出</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>仍然退出</translation>
    </message>
</context>
<context>
    <name>ReceiptSheet</name>
    <message>
        <source>How this answer was made</source>
        <translation>这条回答的生成详情</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Answer again with this seed</source>
        <translation>用此种子重新回答</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Answer again with the loaded model</source>
        <translation>用已加载的模型重新回答</translation>
    </message>
</context>
<context>
    <name>SandboxCard</name>
    <message>
        <source>This window cannot reach the network</source>
        <translation>此窗口无法访问网络</translation>
    </message>
    <message>
        <source>The sandbox is switched off (--no-sandbox)</source>
        <translation>沙箱已关闭 (--no-sandbox)</translation>
    </message>
    <message>
        <source>Nothing but Deepwell&apos;s own code keeps this window off the network</source>
        <translation>只有 Deepwell 自身的代码阻止此窗口联网</translation>
    </message>
    <message>
        <source>Deepwell was started with --no-sandbox, which is meant for debuggers. It still connects nowhere by itself, but the kernel does not enforce that. Start it without this option.</source>
        <translation>Deepwell 以 --no-sandbox 启动，此选项供调试使用。它仍不会自行联网，但内核不作保证。请不带此选项启动。</translation>
    </message>
    <message>
        <source>Deepwell asked the kernel to refuse it internet sockets, without success: %1. It still connects nowhere by itself, but nothing enforces that.</source>
        <translation>Deepwell 请求内核拒绝网络套接字，但未成功：%1。它仍不会自行联网，但没有强制保证。</translation>
    </message>
    <message>
        <source>the filter is not in force</source>
        <translation>过滤器未生效</translation>
    </message>
    <message>
        <source>Tested at %1, by asking the kernel:</source>
        <translation>于 %1 向内核查询的结果：</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>重新测试</translation>
    </message>
    <message>
        <source>The part of Deepwell that holds your chats and runs the model has given up internet sockets when it started, for good. The kernel of this computer refuses them: a fault in Deepwell, or in a model&apos;s file, cannot open a connection itself. Two doors lead out: a link that you open, after you have seen its address and confirmed it, goes to your browser; and deepwell-fetch, another program that runs only while you search or download, connects to the hub for this window and is not given your chats. Other programs on this computer are not covered.</source>
        <translation>Deepwell 中保存对话并运行模型的部分在启动时已永久放弃互联网套接字。本机内核会拒绝它们：Deepwell 或模型文件中的缺陷无法自行打开连接。通往外界的门有两扇：您打开的链接，在您看到并确认其地址之后，会交给浏览器；另一个程序 deepwell-fetch 只在您搜索或下载时运行，替此窗口连接模型中心，并且拿不到您的对话。本机上的其他程序不在此列。</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message numerus="yes">
        <source>The best %Ln result(s)</source>
        <translation>
            <numerusform>最匹配的 %Ln 个结果</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln 个结果</numerusform>
        </translation>
    </message>
    <message>
        <source>No chat has these words.</source>
        <translation>没有包含这些词的对话。</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln chat(s) selected</source>
        <translation>
            <numerusform>已选择 %Ln 个对话</numerusform>
        </translation>
    </message>
    <message>
        <source>Select none (Esc)</source>
        <translation>取消选择 (Esc)</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>返回对话列表</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>永久清除…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Deepwell %1</source>
        <translation>Deepwell %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>没有匹配的设置。</translation>
    </message>
</context>
<context>
    <name>SiblingStep</name>
    <message>
        <source>Question before</source>
        <translation>上一版提问</translation>
    </message>
    <message>
        <source>Answer before</source>
        <translation>上一版回答</translation>
    </message>
    <message>
        <source>Question after</source>
        <translation>下一版提问</translation>
    </message>
    <message>
        <source>Answer after</source>
        <translation>下一版回答</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stopped before anything was written.</source>
        <translation>尚未写出内容就已停止。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Interrupted: Deepwell was closed while this was being written.</source>
        <translation>已中断：生成过程中 Deepwell 被关闭。</translation>
    </message>
    <message>
        <source>Reached the length limit.</source>
        <translation>已达到长度上限。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The context is full.</source>
        <translation>上下文已满。</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Get %1</source>
        <translation>获取 %1</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>ThinkChip</name>
    <message>
        <source>Think</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>回答前先思考</translation>
    </message>
    <message>
        <source>The model thinks before it answers. Click to answer directly.</source>
        <translation>模型会先思考再回答。点击后将直接回答。</translation>
    </message>
    <message>
        <source>The model answers directly. Click to let it think first.</source>
        <translation>模型会直接回答。点击后将先思考。</translation>
    </message>
</context>
<context>
    <name>ThinkingPage</name>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>回答前先思考</translation>
    </message>
    <message>
        <source>Takes longer; the answers of reasoning models are better for it</source>
        <translation>耗时较长，但推理模型的回答会更好</translation>
    </message>
    <message>
        <source>Show the thinking</source>
        <translation>显示思考过程</translation>
    </message>
    <message>
        <source>By default; a click on a message&apos;s thinking wins</source>
        <translation>默认方式；可在单条消息中点击更改</translation>
    </message>
    <message>
        <source>Until the answer begins</source>
        <translation>直到开始回答</translation>
    </message>
    <message>
        <source>Always open</source>
        <translation>始终展开</translation>
    </message>
    <message>
        <source>Always folded</source>
        <translation>始终收起</translation>
    </message>
    <message>
        <source>Not for the loaded model: its preset decides</source>
        <translation>对已加载的模型无效：由其预设决定</translation>
    </message>
</context>
<context>
    <name>ThoughtFooter</name>
    <message>
        <source>Fold the thinking</source>
        <translation>收起思考过程</translation>
    </message>
</context>
<context>
    <name>ThoughtHeader</name>
    <message>
        <source>Folds the thinking</source>
        <translation>收起思考过程</translation>
    </message>
    <message>
        <source>Shows the thinking</source>
        <translation>展开思考过程</translation>
    </message>
    <message>
        <source>Show all of the thinking</source>
        <translation>显示全部思考过程</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>复制思考过程</translation>
    </message>
    <message>
        <source>Search in the thoughts</source>
        <translation>在思考过程中搜索</translation>
    </message>
</context>
<context>
    <name>ThoughtTail</name>
    <message>
        <source>Thinking</source>
        <translation>思考过程</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Show chats (Ctrl+B)</source>
        <translation>显示对话列表 (Ctrl+B)</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>新对话 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>设置 (Ctrl+,)</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>TranscriptMenu</name>
    <message>
        <source>Copy selection</source>
        <translation>复制所选内容</translation>
    </message>
    <message>
        <source>Copy this part</source>
        <translation>复制此部分</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>复制思考过程</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>复制整个对话</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>编辑消息</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>编辑回答</translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>(%n more waiting)</source>
        <translation>
            <numerusform>（还有 %n 项等待）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferDialogs</name>
    <message>
        <source>Export all chats</source>
        <translation>导出所有对话</translation>
    </message>
    <message>
        <source>Export chat</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln chat(s)</source>
        <translation>
            <numerusform>导出 %Ln 个对话</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported chats (*.json *.zip)</source>
        <translation>导出的对话 (*.json *.zip)</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>保存代码</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show Deepwell</source>
        <translation>显示 Deepwell</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ViewHeader</name>
    <message>
        <source>Back to the chats</source>
        <translation>返回对话列表</translation>
    </message>
    <message>
        <source>Erase for good?</source>
        <translation>永久清除？</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>已归档的对话</translation>
    </message>
    <message>
        <source>Erased after 30 days</source>
        <translation>30 天后清除</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Welcome to Deepwell</source>
        <translation>欢迎使用 Deepwell</translation>
    </message>
    <message>
        <source>Chat with reasoning models and see them think. Everything stays on this computer. A small demonstration model is ready: write below, or get a real one.</source>
        <translation>与推理模型对话，看它们如何思考。一切都留在这台电脑上。已备好一个小型演示模型：可在下方直接输入，或获取真正的模型。</translation>
    </message>
    <message>
        <source>Models that fit this computer</source>
        <translation>适合这台电脑的模型</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>No graphics card that can run models</source>
        <translation>没有可运行模型的显卡</translation>
    </message>
    <message>
        <source>For models: %1</source>
        <translation>模型可用空间：%1</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Start chatting</source>
        <translation>开始对话</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
</context>
<context>
    <name>WrittenWithLine</name>
    <message>
        <source>Written with %1</source>
        <translation>由 %1 写成</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>加载 %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加载</translation>
    </message>
</context>
<context>
    <name>deepwell::AnswerProgress</name>
    <message>
        <source>Reading the chat…</source>
        <translation>正在读取对话…</translation>
    </message>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>正在读取对话… %1%</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>正在思考</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Reading the chat</source>
        <translation>正在读取对话</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>回答已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Reached the length limit</source>
        <translation>已达到长度上限</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>上下文已满</translation>
    </message>
    <message>
        <source>The answer failed</source>
        <translation>回答失败</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentList</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 词元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n file(s) go with one message.</source>
        <translation>
            <numerusform>一条消息最多附带 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not a file on this computer.</source>
        <translation>%1 不是这台电脑上的文件。</translation>
    </message>
    <message>
        <source>The text is too long to be attached.</source>
        <translation>文本太长，无法附加。</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentReader</name>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 已不存在。</translation>
    </message>
    <message>
        <source>%1 is not a file. Attach text files or PDFs.</source>
        <translation>%1 不是文件。可以附加文本文件或 PDF。</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 是空的。</translation>
    </message>
    <message>
        <source>%1 has %2. Text files of up to %3 can be attached.</source>
        <translation>%1 的大小为 %2。可附加的文本文件不超过 %3。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is a binary file. Text files and PDFs can be attached.</source>
        <translation>%1 是二进制文件。可以附加文本文件和 PDF。</translation>
    </message>
    <message>
        <source>%1: reading PDFs needs the program pdftotext. Install the package poppler-utils.</source>
        <translation>%1：读取 PDF 需要 pdftotext 程序。请安装 poppler-utils 软件包。</translation>
    </message>
    <message>
        <source>%1 has %2. PDFs of up to %3 can be attached.</source>
        <translation>%1 的大小为 %2。可附加的 PDF 不超过 %3。</translation>
    </message>
    <message>
        <source>%1 took too long to read.</source>
        <translation>读取 %1 耗时过长。</translation>
    </message>
    <message>
        <source>%1 holds more than %2 of text.</source>
        <translation>%1 的文本超过 %2。</translation>
    </message>
    <message>
        <source>%1 was not read.</source>
        <translation>未读取 %1。</translation>
    </message>
    <message>
        <source>%1: the program pdftotext could not be started.</source>
        <translation>%1：无法启动 pdftotext 程序。</translation>
    </message>
    <message>
        <source>%1 could not be read as a PDF: it is damaged.</source>
        <translation>无法将 %1 作为 PDF 读取：文件已损坏。</translation>
    </message>
    <message numerus="yes">
        <source>the first %n page(s) only</source>
        <translation>
            <numerusform>仅前 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 holds no text: its pages are pictures, as of a scanner. Text recognition (OCR) would be needed.</source>
        <translation>%1 不含文本：页面是图片（如扫描件），需要文字识别 (OCR)。</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one and attach that.</source>
        <translation>%1 有密码保护。请另存为无密码的文件后再附加。</translation>
    </message>
    <message>
        <source>%1 does not permit its text to be copied.</source>
        <translation>%1 不允许复制文本。</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatListModel</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatSearch</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatTransfer</name>
    <message>
        <source>Writing %1…</source>
        <translation>正在写入 %1…</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>正在导入 %1…</translation>
    </message>
    <message>
        <source>Cancelled: nothing was imported.</source>
        <translation>已取消：未导入任何内容。</translation>
    </message>
    <message>
        <source>All chats of this file are here already.</source>
        <translation>此文件中的对话都已存在。</translation>
    </message>
    <message>
        <source>No chats are in this file.</source>
        <translation>此文件中没有对话。</translation>
    </message>
    <message numerus="yes">
        <source>Imported %Ln chat(s)</source>
        <translation>
            <numerusform>已导入 %Ln 个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Cancelled: no file was written.</source>
        <translation>已取消：未写入文件。</translation>
    </message>
    <message>
        <source>Deepwell chats %1</source>
        <translation>Deepwell 对话 %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here already and were not added again</source>
        <translation>
            <numerusform>%Ln 个对话已存在，未重复添加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here in an older state; the newer one stands beside it</source>
        <translation>
            <numerusform>%Ln 个对话已有较旧的版本；新版本另行保存</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) without text were skipped</source>
        <translation>
            <numerusform>跳过了 %Ln 个没有文字的对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) of an unknown form were skipped</source>
        <translation>
            <numerusform>跳过了 %Ln 个格式未知的条目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) or file(s) are not in the export; a word stands in their place</source>
        <translation>
            <numerusform>导出文件中缺少 %Ln 个图片或文件；已用文字代替</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) are damaged, or too long, and were skipped</source>
        <translation>
            <numerusform>%Ln 个条目已损坏或过长，已跳过</numerusform>
        </translation>
    </message>
    <message>
        <source>code</source>
        <comment>name of a file</comment>
        <translation>code</translation>
    </message>
</context>
<context>
    <name>deepwell::ConnectionList</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>无地址</translation>
    </message>
</context>
<context>
    <name>deepwell::ContextMeter</name>
    <message>
        <source>The context is being counted…</source>
        <translation>正在统计上下文的词元数…</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>尚未加载模型</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used (%3 %)</source>
        <translation>上下文已使用 %1 / %2 词元（%3%）</translation>
    </message>
    <message numerus="yes">
        <source>This message: %n token(s)</source>
        <translation>
            <numerusform>这条消息：%n 词元</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Conversation</name>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>已删除 %n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>The pocket model is given the last three questions only.</source>
        <translation>袖珍模型只能看到最近三个提问。</translation>
    </message>
    <message numerus="yes">
        <source>The model is not given the first %n question(s) of this chat.</source>
        <translation>
            <numerusform>模型看不到此对话的前 %n 个提问。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not given earlier thinking.</source>
        <translation>也看不到先前的思考过程。</translation>
    </message>
    <message>
        <source>This is a summary of our conversation so far:</source>
        <translation>以下是我们到目前为止的对话摘要：</translation>
    </message>
    <message>
        <source>Summing up, part %1 of %2…</source>
        <translation>正在总结，第 %1 / %2 部分…</translation>
    </message>
    <message>
        <source>Summing up…</source>
        <translation>正在总结…</translation>
    </message>
</context>
<context>
    <name>deepwell::DeviceModel</name>
    <message>
        <source>Cannot be used: %1</source>
        <translation>无法使用：%1</translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation>可用 %1，共 %2</translation>
    </message>
    <message>
        <source>Computes on the processor · %1</source>
        <translation>使用处理器计算 · %1</translation>
    </message>
    <message>
        <source>Shares the processor&apos;s memory · %1</source>
        <translation>与处理器共享内存 · %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>A graphics card with memory of its own, else the processor</source>
        <translation>优先使用独立显卡，否则使用处理器</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
</context>
<context>
    <name>deepwell::DownloadModel</name>
    <message>
        <source>The hub gives %1 only to those who have accepted its conditions. Accept them there and put your token into the settings.</source>
        <translation>模型中心仅向接受使用条件的用户提供 %1。请先在那里接受条件，并在设置中填入访问令牌。</translation>
    </message>
    <message>
        <source>The hub has no repository %1.</source>
        <translation>模型中心没有仓库 %1。</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>模型中心返回状态码 %1。请稍后再试。</translation>
    </message>
    <message>
        <source>%1 has no file of %2 any more. Search for the model to see what it has.</source>
        <translation>%1 中已没有 %2 的文件。请搜索该模型，查看现有文件。</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again: it goes on where it stopped.</source>
        <translation>下载助手意外退出。重试后会从中断处继续。</translation>
    </message>
</context>
<context>
    <name>deepwell::EngineHost</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 参数</translation>
    </message>
    <message>
        <source>, %1 active</source>
        <translation>，激活 %1</translation>
    </message>
    <message>
        <source>%1 is not a file on this computer. Choose a .gguf file or a folder with safetensors.</source>
        <translation>%1 不是这台电脑上的文件。请选择 .gguf 文件或含有 safetensors 的文件夹。</translation>
    </message>
    <message>
        <source>%1 could not be loaded.</source>
        <translation>无法加载 %1。</translation>
    </message>
    <message>
        <source>%1. The processor is used instead.</source>
        <translation>%1。改用处理器。</translation>
    </message>
</context>
<context>
    <name>deepwell::HeaderModel</name>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
</context>
<context>
    <name>deepwell::HelperClient</name>
    <message>
        <source>This build has no download helper (deepwell-fetch).</source>
        <translation>此版本不含下载助手 (deepwell-fetch)。</translation>
    </message>
</context>
<context>
    <name>deepwell::History</name>
    <message>
        <source>Chats of this run will not be kept. %1</source>
        <translation>本次运行的对话不会保存。%1</translation>
    </message>
    <message>
        <source>%1. Restart Deepwell: it saves what can be read.</source>
        <translation>%1。请重新启动 Deepwell，它会保存可读取的内容。</translation>
    </message>
    <message numerus="yes">
        <source>The chat history was damaged. What could be read was saved: %n message(s). The damaged file is kept as %1.</source>
        <translation>
            <numerusform>对话记录已损坏。能读取的内容已抢救：%n 条消息。损坏的文件保留为 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Hub</name>
    <message>
        <source>The hub gives this only to those who have accepted its conditions. Put your token into the settings.</source>
        <translation>模型中心仅向接受使用条件的用户提供此内容。请在设置中填入访问令牌。</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>模型中心返回状态码 %1。请稍后再试。</translation>
    </message>
    <message>
        <source>Deepwell connects only where it can keep a record of it. %1</source>
        <translation>Deepwell 只有在能够记录连接时才会联网。%1</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again.</source>
        <translation>下载助手意外退出。请重试。</translation>
    </message>
    <message>
        <source>%1 has no repository %2.</source>
        <translation>%1 上没有仓库 %2。</translation>
    </message>
</context>
<context>
    <name>deepwell::HubSearchModel</name>
    <message numerus="yes">
        <source>%1 download(s)</source>
        <translation>
            <numerusform>%1 次下载</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 like(s)</source>
        <translation>
            <numerusform>%1 个赞</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::InstalledModel</name>
    <message>
        <source>%1, %2 active</source>
        <translation>%1，激活 %2</translation>
    </message>
</context>
<context>
    <name>deepwell::Library</name>
    <message>
        <source>%1 free of %2</source>
        <translation>可用 %1，共 %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>%1 deleted, %2</source>
        <translation>已删除 %1，%2</translation>
    </message>
    <message>
        <source>%1 is not a file or folder on this computer.</source>
        <translation>%1 不是这台电脑上的文件或文件夹。</translation>
    </message>
    <message>
        <source>%1 is in the library already</source>
        <translation>%1 已在模型库中</translation>
    </message>
    <message>
        <source>%1 is not a folder that can be written to. Choose another one.</source>
        <translation>%1 不是可写入的文件夹。请另选一个。</translation>
    </message>
    <message>
        <source>%1: only the link was deleted</source>
        <translation>%1：仅删除了链接</translation>
    </message>
</context>
<context>
    <name>deepwell::MessageItem</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 词元</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Thinking… %1</source>
        <translation>正在思考… %1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Thought for less than a second</source>
        <translation>思考不到 1 秒</translation>
    </message>
    <message>
        <source>Thought for %1</source>
        <translation>思考了 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a date, a time</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>袖珍模型</translation>
    </message>
</context>
<context>
    <name>deepwell::Notifier</name>
    <message>
        <source>An answer could not be finished</source>
        <translation>有一条回答未能完成</translation>
    </message>
    <message>
        <source>An answer is ready</source>
        <translation>有一条回答已完成</translation>
    </message>
    <message numerus="yes">
        <source>It took %n second(s). Click to read it.</source>
        <translation>
            <numerusform>耗时 %n 秒。点击查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>%1 is downloaded</source>
        <translation>%1 已下载</translation>
    </message>
    <message>
        <source>Click to see it.</source>
        <translation>点击查看。</translation>
    </message>
</context>
<context>
    <name>deepwell::Outside</name>
    <message>
        <source>Only links that begin with http:// or https:// are opened.</source>
        <translation>仅打开以 http:// 或 https:// 开头的链接。</translation>
    </message>
    <message>
        <source>The link was not opened: %1</source>
        <translation>链接未打开：%1</translation>
    </message>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 已不存在。</translation>
    </message>
    <message>
        <source>%1 was not shown: %2</source>
        <translation>未显示 %1：%2</translation>
    </message>
</context>
<context>
    <name>deepwell::PaletteModel</name>
    <message>
        <source>loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>设置：%1</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>In messages</source>
        <translation>消息中</translation>
    </message>
</context>
<context>
    <name>deepwell::Preferences</name>
    <message>
        <source>The token has a space or another character that tokens do not have. Nothing is downloaded until it is right.</source>
        <translation>访问令牌含有空格或令牌中不会出现的字符。在改正之前不会下载任何内容。</translation>
    </message>
    <message>
        <source>The proxy&apos;s address cannot be used: http://host:port or socks5://host:port was expected. Nothing is downloaded until it is right.</source>
        <translation>代理地址无法使用：应为 http://host:port 或 socks5://host:port。在改正之前不会下载任何内容。</translation>
    </message>
</context>
<context>
    <name>deepwell::Privacy</name>
    <message>
        <source>given: programs like this one can connect</source>
        <translation>允许：此类程序可以联网</translation>
    </message>
    <message>
        <source>refused: %1 (%2)</source>
        <translation>拒绝：%1 (%2)</translation>
    </message>
    <message>
        <source>An IPv4 socket</source>
        <translation>IPv4 套接字</translation>
    </message>
    <message>
        <source>An IPv6 socket</source>
        <translation>IPv6 套接字</translation>
    </message>
    <message>
        <source>Threads under the kernel&apos;s filter</source>
        <translation>受内核过滤器约束的线程</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Getting rights back (NoNewPrivs)</source>
        <translation>重新取得权限 (NoNewPrivs)</translation>
    </message>
    <message>
        <source>ruled out, for programs it starts too</source>
        <translation>已禁止，对其启动的程序同样有效</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>可能</translation>
    </message>
    <message>
        <source>Deepwell runs without its sandbox (--no-sandbox): nothing but its own code keeps this window off the network.</source>
        <translation>Deepwell 正在无沙箱运行 (--no-sandbox)：只有自身的代码阻止此窗口联网。</translation>
    </message>
    <message>
        <source>The kernel does not keep this window off the network: %1. See Settings, Privacy.</source>
        <translation>内核未阻止此窗口联网：%1。请查看“设置 &gt; 隐私”。</translation>
    </message>
    <message>
        <source>its filter is not in force</source>
        <translation>内核过滤器未生效</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Downloaded models</source>
        <translation>下载的模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>deepwell::Receipt</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>结束原因</translation>
    </message>
    <message>
        <source>Model hash (SHA-256 of sizes, beginnings and ends)</source>
        <translation>模型哈希（大小及首尾内容的 SHA-256）</translation>
    </message>
    <message>
        <source>Template hash (SHA-256)</source>
        <translation>模板哈希 (SHA-256)</translation>
    </message>
    <message>
        <source>Deepwell</source>
        <translation>Deepwell</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>%1 tokens, %2 of them from the cache, %3</source>
        <translation>%1 词元，其中 %2 来自缓存，%3</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>%1 tokens, %2</source>
        <translation>%1 词元，%2</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>%1 tokens/s, %2 in all</source>
        <translation>%1 词元/秒，共 %2</translation>
    </message>
    <message>
        <source>The model, when it was done</source>
        <translation>模型，回答完毕</translation>
    </message>
    <message>
        <source>The limit of its length</source>
        <translation>长度上限</translation>
    </message>
    <message>
        <source>You</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Made with %1. Load it to answer again.</source>
        <translation>由 %1 生成。加载它即可重新回答。</translation>
    </message>
    <message>
        <source>Made with %1. Load it to get the same answer: %2 is loaded now.</source>
        <translation>由 %1 生成。要得到相同的回答，请加载它：当前加载的是 %2。</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>By you, after the model had written it</source>
        <translation>由您在模型写完之后编辑</translation>
    </message>
</context>
<context>
    <name>deepwell::SummaryWriter</name>
    <message>
        <source>Sum up the conversation below for someone who goes on with it: what was asked, what was found out and decided, and what is open. Keep names, numbers and code that matter. Write the summary only.</source>
        <translation>请总结下面的对话，供接手的人继续：问了什么，得出了哪些结论和决定，还有什么没有解决。保留重要的名称、数字和代码。只写摘要。</translation>
    </message>
    <message>
        <source>Summary of what came before:</source>
        <translation>此前内容的摘要：</translation>
    </message>
    <message>
        <source>The conversation:</source>
        <translation>对话内容：</translation>
    </message>
</context>
<context>
    <name>deepwell::TranscriptModel</name>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>deepwell::Verifier</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 has changed since it was first checked on %2.</source>
        <translation>%1 自 %2 首次校验以来已发生变化。</translation>
    </message>
    <message>
        <source>%1 is not what %2 published: it is damaged or was changed. Download it again.</source>
        <translation>%1 与 %2 发布的内容不一致：已损坏或被更改。请重新下载。</translation>
    </message>
    <message>
        <source>No published hash is known. What was found is noted: a later change will be seen.</source>
        <translation>没有已公布的哈希值。已记下计算结果，以后的变化会被发现。</translation>
    </message>
    <message>
        <source>Unchanged since it was first checked on %1.</source>
        <translation>自 %1 首次校验以来没有变化。</translation>
    </message>
    <message>
        <source>Every byte is as %1 published it.</source>
        <translation>每个字节都与 %1 发布的一致。</translation>
    </message>
</context>
<context>
    <name>deepwell::Workspace</name>
    <message>
        <source>%1 is no longer there. The pocket model is used instead.</source>
        <translation>%1 已不存在。改用袖珍模型。</translation>
    </message>
    <message>
        <source>“%1” archived</source>
        <translation>已归档“%1”</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>已删除“%1”</translation>
    </message>
    <message>
        <source>The history on the disk could not be opened, so nothing of it can be erased.</source>
        <translation>无法打开磁盘上的历史记录，因此无法清除其中的任何内容。</translation>
    </message>
    <message>
        <source>A summary is being written in the new chat. Wait for its end, or stop it there.</source>
        <translation>新聊天中正在生成摘要。请等待其完成，或在那里停止它。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) deleted</source>
        <translation>
            <numerusform>已删除 %Ln 个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) archived</source>
        <translation>
            <numerusform>已归档 %Ln 个对话</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Private, offline chat with reasoning models.</source>
        <translation>与推理模型进行私密的离线对话。</translation>
    </message>
    <message>
        <source>Run the model on DEVICE this time: auto, cpu, vulkan, or one of several GPUs as in vulkan:1.</source>
        <translation>本次在 DEVICE 上运行模型：auto、cpu、vulkan，或指定某块 GPU，如 vulkan:1。</translation>
    </message>
    <message>
        <source>A .gguf, a folder with safetensors, or &quot;pocket&quot;.</source>
        <translation>.gguf 文件、含有 safetensors 的文件夹，或 &quot;pocket&quot;。</translation>
    </message>
    <message>
        <source>Portable: keep chats, settings, models and logs below DIR.</source>
        <translation>便携模式：将对话、设置、模型和日志保存在 DIR 下。</translation>
    </message>
    <message>
        <source>For work on the window: answers come from a script, not from a model; without --data, chats are thrown away at the end.</source>
        <translation>用于开发界面：回答来自脚本而非模型；不带 --data 时，对话在退出后丢弃。</translation>
    </message>
    <message>
        <source>For debuggers: leave out the kernel&apos;s filter that keeps the window off the network.</source>
        <translation>供调试使用：不启用阻止窗口联网的内核过滤器。</translation>
    </message>
</context>
</TS>

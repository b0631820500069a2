<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES">
<context>
    <name>AgainMenu</name>
    <message>
        <source>Again</source>
        <translation>Otra vez</translation>
    </message>
    <message>
        <source>Without thinking</source>
        <translation>Sin pensamiento</translation>
    </message>
    <message>
        <source>With thinking</source>
        <translation>Con pensamiento</translation>
    </message>
    <message>
        <source>More varied</source>
        <translation>Más variado</translation>
    </message>
    <message>
        <source>Temperature +0.3, a new seed</source>
        <translation>Temperatura +0,3, una semilla nueva</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 k</translation>
    </message>
</context>
<context>
    <name>AnswerEditor</name>
    <message>
        <source>Edit the answer</source>
        <translation>Editar la respuesta</translation>
    </message>
    <message>
        <source>Saved as a variant: the answer as it was stays beside it.</source>
        <translation>Se guarda como variante: la respuesta original sigue al lado.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Descartar los cambios</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context>
<context>
    <name>AnswerFooter</name>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>Leyendo el chat… %1 %</translation>
    </message>
    <message>
        <source>Reading the chat…</source>
        <translation>Leyendo el chat…</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Copiar respuesta</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Responder de nuevo</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>Nuevo chat desde aquí</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>Eliminar desde aquí</translation>
    </message>
    <message>
        <source>How this answer was made</source>
        <translation>Cómo se hizo esta respuesta</translation>
    </message>
    <message>
        <source>Answer again with…</source>
        <translation>Responder otra vez con…</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>Continuar la respuesta</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Editar respuesta</translation>
    </message>
</context>
<context>
    <name>AnswerHeader</name>
    <message>
        <source>%1, %2</source>
        <comment>a model, when it answered</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>editada</translation>
    </message>
</context>
<context>
    <name>AppCommands</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nuevo chat</translation>
    </message>
    <message>
        <source>Stop answering</source>
        <translation>Detener la respuesta</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Responder de nuevo</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>Copiar la última respuesta</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>Copiar todo el chat</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Buscar en este chat</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Cambiar el nombre del chat</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Escribir un mensaje</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Chat siguiente</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Chat anterior</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Buscar de todo</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Buscar en todos los chats</translation>
    </message>
    <message>
        <source>Show or hide the chats</source>
        <translation>Mostrar u ocultar los chats</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>Volver al chat</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texto más grande</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texto más pequeño</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Tamaño de texto normal</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Elegir un modelo</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Abrir un archivo de modelo</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Abrir una carpeta de modelo</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Pin or unpin chat</source>
        <translation>Fijar o desfijar el chat</translation>
    </message>
    <message>
        <source>Archive chat</source>
        <translation>Archivar el chat</translation>
    </message>
    <message>
        <source>Delete chat</source>
        <translation>Eliminar el chat</translation>
    </message>
    <message>
        <source>Export chat as Markdown</source>
        <translation>Exportar el chat como Markdown</translation>
    </message>
    <message>
        <source>Export chat as PDF</source>
        <translation>Exportar el chat como PDF</translation>
    </message>
    <message>
        <source>Export chat as JSON</source>
        <translation>Exportar el chat como JSON</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nueva carpeta</translation>
    </message>
    <message>
        <source>Show all chats</source>
        <translation>Mostrar todos los chats</translation>
    </message>
    <message>
        <source>Show archived chats</source>
        <translation>Mostrar los chats archivados</translation>
    </message>
    <message>
        <source>Show the bin</source>
        <translation>Mostrar la papelera</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Importar chats</translation>
    </message>
    <message>
        <source>Export all chats</source>
        <translation>Exportar todos los chats</translation>
    </message>
    <message>
        <source>Privacy: what can connect</source>
        <translation>Privacidad: qué puede conectarse</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
    <message>
        <source>Switch thinking on or off</source>
        <translation>Activar o desactivar el pensamiento</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>Continuar la respuesta</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Editar la última pregunta</translation>
    </message>
    <message>
        <source>How the last answer was made</source>
        <translation>Cómo se hizo la última respuesta</translation>
    </message>
    <message>
        <source>What the model is given: the context</source>
        <translation>Lo que recibe el modelo: el contexto</translation>
    </message>
    <message>
        <source>Fork: the same chat again, to go on otherwise</source>
        <translation>Bifurcar: el mismo chat otra vez, para seguir de otro modo</translation>
    </message>
    <message>
        <source>New chat with a summary of this one</source>
        <translation>Nuevo chat con un resumen de este</translation>
    </message>
    <message>
        <source>Theme: as the desktop</source>
        <translation>Tema: como el escritorio</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Tema: claro</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Tema: oscuro</translation>
    </message>
    <message>
        <source>Show the thinking until the answer begins</source>
        <translation>Mostrar los pensamientos hasta que empiece la respuesta</translation>
    </message>
    <message>
        <source>Show the thinking always</source>
        <translation>Mostrar siempre los pensamientos</translation>
    </message>
    <message>
        <source>Show the thinking folded</source>
        <translation>Mostrar los pensamientos plegados</translation>
    </message>
    <message>
        <source>Choose the device that the model runs on: processor or GPU</source>
        <translation>Elegir el dispositivo donde se ejecuta el modelo: procesador o GPU</translation>
    </message>
    <message>
        <source>Get models: catalog and search</source>
        <translation>Obtener modelos: catálogo y búsqueda</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Descargas</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>Liberar modelo</translation>
    </message>
    <message>
        <source>Instructions for all models: the system prompt</source>
        <translation>Instrucciones para todos los modelos: el prompt del sistema</translation>
    </message>
    <message>
        <source>Preset of this model: system prompt, thinking, sampling</source>
        <translation>Preajuste de este modelo: prompt del sistema, pensamiento, muestreo</translation>
    </message>
    <message>
        <source>Instructions for this chat: a system prompt of its own</source>
        <translation>Instrucciones para este chat: un prompt del sistema propio</translation>
    </message>
    <message>
        <source>Edit the last answer</source>
        <translation>Editar la última respuesta</translation>
    </message>
</context>
<context>
    <name>ArrivalBar</name>
    <message numerus="yes">
        <source>%n model(s) are downloaded.</source>
        <translation>
            <numerusform>Se ha descargado %n modelo.</numerusform>
            <numerusform>Se han descargado %n modelos.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is downloaded.</source>
        <translation>%1 se ha descargado.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Use it now</source>
        <translation>Usarlo ahora</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Más tarde</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>BinMenu</name>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Borrar definitivamente…</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Seleccionar</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+clic</translation>
    </message>
</context>
<context>
    <name>CatalogRow</name>
    <message>
        <source>recommended for this computer</source>
        <translation>recomendado para este equipo</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>instalado</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Recomendado</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Instalado</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>Download %1 in %2, about %3</source>
        <translation>Descargar %1 en %2, unos %3</translation>
    </message>
    <message>
        <source>Other quantisations of %1</source>
        <translation>Otras cuantizaciones de %1</translation>
    </message>
    <message>
        <source>Fits best</source>
        <translation>El más adecuado</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>New chat</source>
        <translation>Nuevo chat</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>Nuevo chat (Ctrl+N)</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Buscar chats</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Your chats will be here.</source>
        <translation>Los chats aparecerán aquí.</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nueva carpeta</translation>
    </message>
    <message>
        <source>Folders, archive, bin, import and export</source>
        <translation>Carpetas, archivo, papelera, importar y exportar</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>La papelera está vacía.</translation>
    </message>
    <message>
        <source>No chat is archived.</source>
        <translation>No hay chats archivados.</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Unpin</source>
        <translation>Desfijar</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
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
        <translation>Archivar</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>Volver a los chats</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Seleccionar</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+clic</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Jump to latest</source>
        <translation>Ir al final</translation>
    </message>
    <message>
        <source>Answer the last message</source>
        <translation>Responder al último mensaje</translation>
    </message>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>Cargando %1… %2 %</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>No hay ningún modelo cargado</translation>
    </message>
    <message>
        <source>Answers can be wrong. Check what matters.</source>
        <translation>Puede haber errores. Conviene comprobar lo importante.</translation>
    </message>
    <message>
        <source>Opening the chat…</source>
        <translation>Abriendo el chat…</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Adjuntar archivos</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>This chat is in the bin.</source>
        <translation>Este chat está en la papelera.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>%1, answering</source>
        <translation>%1, respondiendo</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nombre del chat</translation>
    </message>
    <message>
        <source>%1, new answer</source>
        <translation>%1, respuesta nueva</translation>
    </message>
    <message>
        <source>More for “%1”</source>
        <translation>Más para «%1»</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>text</source>
        <translation>texto</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Copiar código</translation>
    </message>
    <message>
        <source>Do not wrap lines</source>
        <translation>No ajustar las líneas</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Ajustar las líneas</translation>
    </message>
    <message>
        <source>Save as file…</source>
        <translation>Guardar como archivo…</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find chats, messages, commands, models and settings</source>
        <translation>Buscar chats, mensajes, comandos, modelos y ajustes</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Buscar de todo</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Nothing fits these words</source>
        <translation>Nada coincide con estas palabras</translation>
    </message>
    <message>
        <source>Messages are found by whole words or their beginnings</source>
        <translation>Los mensajes se buscan por palabras enteras o por su comienzo</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open  ·  Esc close  ·  type &gt; for commands only</source>
        <translation>↑ ↓ elegir  ·  Intro abrir  ·  Esc cerrar  ·  &gt; solo comandos</translation>
    </message>
    <message>
        <source>↑ ↓ choose  ·  Enter open</source>
        <translation>↑ ↓ elegir  ·  Intro abrir</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask anything</source>
        <translation>Preguntar lo que sea</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>Esc detiene</translation>
    </message>
    <message>
        <source>Reading files…</source>
        <translation>Leyendo archivos…</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texto pegado</translation>
    </message>
    <message>
        <source>Editing a question. The old one and its answers stay as a variant.</source>
        <translation>Editando una pregunta. La anterior y sus respuestas se conservan como variante.</translation>
    </message>
    <message>
        <source>Cancel editing (Esc)</source>
        <translation>Cancelar la edición (Esc)</translation>
    </message>
    <message>
        <source>%1 You can change it before you send it.</source>
        <translation>%1 Se puede cambiar antes de enviarlo.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>You have pasted a long text.</source>
        <translation>El texto pegado es largo.</translation>
    </message>
    <message>
        <source>Attach it as a file</source>
        <translation>Adjuntar como archivo</translation>
    </message>
    <message>
        <source>Keep it in the message</source>
        <translation>Dejar en el mensaje</translation>
    </message>
    <message>
        <source>Ask it differently</source>
        <translation>Preguntar de otra manera</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>Editar la pregunta</translation>
    </message>
    <message>
        <source>Attach text files or PDFs</source>
        <translation>Adjuntar archivos de texto o PDF</translation>
    </message>
    <message>
        <source>Will be sent when %1 is loaded.</source>
        <translation>Se enviará cuando %1 esté cargado.</translation>
    </message>
    <message>
        <source>Will be sent in a moment.</source>
        <translation>Se enviará en un momento.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>No hay ningún modelo cargado. El último fue %1.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>No hay ningún modelo cargado.</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Volver a cargarlo</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Elegir un modelo</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Enviar (Intro)</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>Enviar (Ctrl+Intro)</translation>
    </message>
    <message>
        <source>Do not send (Esc)</source>
        <translation>No enviar (Esc)</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Detener (Esc)</translation>
    </message>
</context>
<context>
    <name>ConnectionRow</name>
    <message>
        <source>%1 received, %2 sent</source>
        <translation>%1 recibidos, %2 enviados</translation>
    </message>
    <message>
        <source>amount not known</source>
        <translation>cantidad desconocida</translation>
    </message>
</context>
<context>
    <name>ConnectionSection</name>
    <message numerus="yes">
        <source>%n connection(s) by deepwell-fetch, each after a click of yours: %1 received, %2 sent.</source>
        <translation>
            <numerusform>%n conexión de deepwell-fetch, iniciada con un clic: %1 recibidos, %2 enviados.</numerusform>
            <numerusform>%n conexiones de deepwell-fetch, cada una iniciada con un clic: %1 recibidos, %2 enviados.</numerusform>
        </translation>
    </message>
    <message>
        <source>The record is long: older connections are not shown.</source>
        <translation>El historial es largo: las conexiones más antiguas no se muestran.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the record could not be read.</source>
        <translation>
            <numerusform>No se pudo leer %n línea del historial.</numerusform>
            <numerusform>No se pudieron leer %n líneas del historial.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Borrar esta lista</translation>
    </message>
    <message>
        <source>No connection is on record. When you search the hub or download a model, each one is listed here.</source>
        <translation>No hay ninguna conexión registrada. Al buscar en el hub o descargar un modelo, cada una aparecerá aquí.</translation>
    </message>
    <message>
        <source>The record is not complete: there were connections that could not be written into it.</source>
        <translation>El historial no está completo: hubo conexiones que no se pudieron anotar en él.</translation>
    </message>
    <message>
        <source>%1. Until it can be kept, nothing is searched for or downloaded.</source>
        <translation>%1. Mientras no se pueda llevar el historial, no se busca ni se descarga nada.</translation>
    </message>
    <message>
        <source>Reading the record…</source>
        <translation>Leyendo el registro…</translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>Context: %1</source>
        <translation>Contexto: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ContextPanel</name>
    <message>
        <source>With this message the chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>Con este mensaje, el chat tiene %1 tokens; en el contexto caben %2, y la respuesta también necesita sitio.</translation>
    </message>
    <message>
        <source>The chat has %1 tokens; the context holds %2, and an answer needs room too.</source>
        <translation>El chat tiene %1 tokens; en el contexto caben %2, y la respuesta también necesita sitio.</translation>
    </message>
    <message>
        <source>The answer has filled the context of %1 tokens. To go on, make room:</source>
        <translation>La respuesta ha llenado el contexto de %1 tokens. Para continuar hay que hacer sitio:</translation>
    </message>
    <message>
        <source>The chat is being counted…</source>
        <translation>Contando los tokens del chat…</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used.</source>
        <translation>Se usan %1 de los %2 tokens del contexto.</translation>
    </message>
    <message>
        <source>What the model is given</source>
        <translation>Lo que recibe el modelo</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>El contexto está lleno</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Shorten the message, or remove a file.</source>
        <translation>Acortar el mensaje o quitar un archivo.</translation>
    </message>
    <message numerus="yes">
        <source>Leave out the %n oldest question(s) with their answers</source>
        <translation>
            <numerusform>Omitir la pregunta más antigua con su respuesta</numerusform>
            <numerusform>Omitir las %n preguntas más antiguas con sus respuestas</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay in the chat, but the model no longer sees them; if this chat grows further, its oldest go again.</source>
        <translation>Siguen en el chat, pero el modelo ya no las ve; si el chat sigue creciendo, se omiten de nuevo las más antiguas.</translation>
    </message>
    <message>
        <source>Leave out the thinking of earlier answers</source>
        <translation>Omitir los pensamientos de respuestas anteriores</translation>
    </message>
    <message>
        <source>Saves %1 tokens.</source>
        <translation>Ahorra %1 tokens.</translation>
    </message>
    <message>
        <source>A larger context: %1 tokens</source>
        <translation>Un contexto mayor: %1 tokens</translation>
    </message>
    <message>
        <source>The model is loaded again.</source>
        <translation>El modelo se carga de nuevo.</translation>
    </message>
    <message>
        <source>Takes up to %1 of memory. The model is loaded again.</source>
        <translation>Ocupa hasta %1 de memoria. El modelo se carga de nuevo.</translation>
    </message>
    <message>
        <source>A new chat with a summary of this one</source>
        <translation>Un chat nuevo con un resumen de este</translation>
    </message>
    <message>
        <source>The model writes it; you can change it before you send it.</source>
        <translation>Lo escribe el modelo; se puede cambiar antes de enviarlo.</translation>
    </message>
    <message>
        <source>Give the model the whole chat again</source>
        <translation>Volver a dar al modelo todo el chat</translation>
    </message>
    <message>
        <source>Instructions for this chat…</source>
        <translation>Instrucciones para este chat…</translation>
    </message>
    <message>
        <source>A system prompt of its own</source>
        <translation>Un prompt del sistema propio</translation>
    </message>
    <message>
        <source>It has some of its own.</source>
        <translation>Tiene las suyas.</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>DeleteSheet</name>
    <message>
        <source>Delete %1?</source>
        <translation>¿Eliminar %1?</translation>
    </message>
    <message>
        <source>%1 downloaded this model and will no longer have it.</source>
        <translation>%1 descargó este modelo y dejará de tenerlo.</translation>
    </message>
    <message>
        <source>It is loaded now and will be unloaded first.</source>
        <translation>Ahora está cargado; antes se libera de la memoria.</translation>
    </message>
    <message>
        <source>Delete for good, not to the trash</source>
        <translation>Eliminar definitivamente, sin pasar por la papelera</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Eliminar definitivamente</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>Mover a la papelera</translation>
    </message>
    <message>
        <source>Frees %1 at once. This cannot be undone.</source>
        <translation>Libera %1 de inmediato. No se puede deshacer.</translation>
    </message>
    <message>
        <source>It goes to the trash. Emptying the trash frees %1.</source>
        <translation>Va a la papelera. Al vaciarla se liberan %1.</translation>
    </message>
    <message>
        <source>Looking at its files…</source>
        <translation>Examinando sus archivos…</translation>
    </message>
    <message>
        <source>Only the link goes. What it leads to stays, and no space gets free.</source>
        <translation>Solo se elimina el enlace. Aquello a lo que apunta se queda y no se libera espacio.</translation>
    </message>
</context>
<context>
    <name>DesktopSettings</name>
    <message>
        <source>Desktop</source>
        <translation>Escritorio</translation>
    </message>
    <message>
        <source>Icon in the system tray</source>
        <translation>Icono en la bandeja del sistema</translation>
    </message>
    <message>
        <source>To bring the window back, or begin a new chat</source>
        <translation>Para recuperar la ventana o empezar un chat nuevo</translation>
    </message>
    <message>
        <source>This desktop has no system tray</source>
        <translation>Este escritorio no tiene bandeja del sistema</translation>
    </message>
    <message>
        <source>Closing the window keeps Deepwell running</source>
        <translation>Al cerrar la ventana, Deepwell sigue en marcha</translation>
    </message>
    <message>
        <source>It stays in the tray, with the model loaded and answers going on</source>
        <translation>Queda en la bandeja, con el modelo cargado y las respuestas en curso</translation>
    </message>
    <message>
        <source>Notify when a long answer or a download ends</source>
        <translation>Avisar cuando termine una respuesta larga o una descarga</translation>
    </message>
    <message>
        <source>If the window is not in front; of answers only if they took more than 20 seconds. The notification says nothing of the chat</source>
        <translation>Si la ventana no está en primer plano; de las respuestas, solo si tardaron más de 20 segundos. El aviso no dice nada del chat</translation>
    </message>
</context>
<context>
    <name>DeviceMenu</name>
    <message>
        <source>Run on: %1</source>
        <translation>Ejecutar en: %1</translation>
    </message>
    <message>
        <source>Looking for graphics cards…</source>
        <translation>Buscando tarjetas gráficas…</translation>
    </message>
    <message>
        <source>No graphics card can be used</source>
        <translation>No se puede usar ninguna tarjeta gráfica</translation>
    </message>
</context>
<context>
    <name>DiscoverPage</name>
    <message>
        <source>Search %1</source>
        <translation>Buscar en %1</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Catalog</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>“%1” on %2</source>
        <translation>«%1» en %2</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Resultados de la búsqueda</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Consultando %1…</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>La búsqueda no ha funcionado</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>No se ha encontrado nada</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>This list is part of Deepwell, its sizes are approximate. Nothing is asked of %1 until you search or download: then it says what it has and how large that is.</source>
        <translation>Esta lista es parte de Deepwell y sus tamaños son aproximados. No se pregunta nada a %1 hasta que usted busque o descargue: entonces dice qué tiene y qué tamaño tiene.</translation>
    </message>
    <message>
        <source>Search %1, or paste a model&apos;s address</source>
        <translation>Buscar en %1 o pegar la dirección de un modelo</translation>
    </message>
    <message>
        <source>Format of the models</source>
        <translation>Formato de los modelos</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>Orden de los resultados</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>Más descargados</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Más recientes</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>Más me gusta</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mostrar más</translation>
    </message>
    <message>
        <source>Only repositories with GGUF files were searched. Try fewer words, or the other format.</source>
        <translation>Solo se buscó en repositorios con archivos GGUF. Probar con menos palabras o con el otro formato.</translation>
    </message>
    <message>
        <source>Only repositories with safetensors for text were searched. Try fewer words, or the other format.</source>
        <translation>Solo se buscó en repositorios con safetensors para texto. Probar con menos palabras o con el otro formato.</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Loaded</source>
        <translation>Cargado</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Cargar</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>Cargar %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>Reanudar %1</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>Pausar %1</translation>
    </message>
    <message>
        <source>Take %1 from this list</source>
        <translation>Quitar %1 de esta lista</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>Cancelar %1</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Abrir los ajustes</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>Página del modelo</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>Cancelar la carga de %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chatear</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>Empezar a chatear con %1</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>less than a minute left</source>
        <translation>menos de un minuto</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>queda %n minuto</numerusform>
            <numerusform>quedan %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>queda %n hora</numerusform>
            <numerusform>quedan %n horas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Checking what was downloaded…</source>
        <translation>Comprobando lo descargado…</translation>
    </message>
    <message>
        <source>Downloaded and checked, %1</source>
        <translation>Descargado y comprobado, %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Asking the hub which files it has and how large they are…</source>
        <translation>Preguntando al hub qué archivos tiene y qué tamaño tienen…</translation>
    </message>
</context>
<context>
    <name>DownloadsPage</name>
    <message>
        <source>The download helper is running. It ends when nothing is left to do.</source>
        <translation>El asistente de descargas está en marcha. Termina cuando no queda nada por hacer.</translation>
    </message>
    <message>
        <source>Nothing is connected to the internet.</source>
        <translation>Nada está conectado a Internet.</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Quitar terminadas</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Descargas</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>No hay descargas</translation>
    </message>
    <message>
        <source>Downloads can be paused, survive a power cut and are checked against the hash that the hub publishes.</source>
        <translation>Las descargas se pueden pausar, sobreviven a un corte de luz y se comprueban con el hash que publica el hub.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Descubrir modelos</translation>
    </message>
    <message>
        <source>Cancel the download of %1?</source>
        <translation>¿Cancelar la descarga de %1?</translation>
    </message>
    <message>
        <source>What was downloaded so far is deleted. A paused download keeps it.</source>
        <translation>Lo descargado hasta ahora se elimina. Una descarga en pausa lo conserva.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>Cancelar descarga</translation>
    </message>
</context>
<context>
    <name>DragGhost</name>
    <message>
        <source>Let go to leave it where it is</source>
        <translation>Soltar para dejarlo donde está</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Out of any folder</source>
        <translation>Fuera de toda carpeta</translation>
    </message>
    <message>
        <source>Into “%1”</source>
        <translation>A «%1»</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s)</source>
        <translation>
            <numerusform>%Ln chat</numerusform>
            <numerusform>%Ln chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop files to ask about them, or a model to open it</source>
        <translation>Soltar aquí archivos para preguntar sobre ellos, o un modelo para abrirlo</translation>
    </message>
    <message>
        <source>Text files and PDFs go with your message. A model is a .gguf file, or a folder with safetensors.</source>
        <translation>Los archivos de texto y PDF acompañan al mensaje. Un modelo es un archivo .gguf o una carpeta con safetensors.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Count letters</source>
        <translation>Contar letras</translation>
    </message>
    <message>
        <source>Calculate</source>
        <translation>Calcular</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>Ordenar</translation>
    </message>
    <message>
        <source>Reverse a word</source>
        <translation>Invertir una palabra</translation>
    </message>
    <message>
        <source>What shall we think about?</source>
        <translation>¿En qué pensamos hoy?</translation>
    </message>
    <message>
        <source>You see the model think, and nothing leaves this computer.</source>
        <translation>El modelo piensa a la vista, y nada sale de este equipo.</translation>
    </message>
    <message>
        <source>The model that comes with Deepwell is a tiny demonstration: it calculates, sorts, spells and counts letters. For everything else, open a bigger one, such as a DeepSeek-R1 distill.</source>
        <translation>El modelo que acompaña a Deepwell es una pequeña demostración en inglés: calcula, ordena, deletrea y cuenta letras. Para todo lo demás, conviene abrir uno mayor, como un DeepSeek-R1 destilado.</translation>
    </message>
    <message>
        <source>Why is the sky blue, and the sunset red?</source>
        <translation>¿Por qué el cielo es azul y la puesta de sol roja?</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Explicar</translation>
    </message>
    <message>
        <source>Write code</source>
        <translation>Programar</translation>
    </message>
    <message>
        <source>Prove that the square root of 2 is irrational.</source>
        <translation>Demuestra que la raíz cuadrada de 2 es irracional.</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>Demostrar</translation>
    </message>
    <message>
        <source>Plan four days in Lisbon, on foot and by tram.</source>
        <translation>Planea cuatro días en Lisboa, a pie y en tranvía.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planear</translation>
    </message>
    <message>
        <source>No model is loaded. Choose one, or get one that fits this computer.</source>
        <translation>No hay ningún modelo cargado. Se puede elegir uno o descargar uno adecuado para este equipo.</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Elegir un modelo</translation>
    </message>
    <message>
        <source>Write a script that finds duplicate files.</source>
        <translation>Escribe un script que encuentre archivos duplicados.</translation>
    </message>
    <message>
        <source>No model is loaded. The last one was %1.</source>
        <translation>No hay ningún modelo cargado. El último fue %1.</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Volver a cargarlo</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Answers</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Respuesta más larga</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>Respuesta más larga, en tokens</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Longitud del contexto</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>Longitud del contexto, en tokens</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Muestreo</translation>
    </message>
    <message>
        <source>Sampling as the model recommends</source>
        <translation>Muestreo recomendado por el modelo</translation>
    </message>
    <message>
        <source>Off: with the values below</source>
        <translation>Desactivado: con los valores siguientes</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0: siempre el token más probable</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1: no se usa</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Always the same seed</source>
        <translation>Siempre la misma semilla</translation>
    </message>
    <message>
        <source>The same question then gets the same answer</source>
        <translation>Así, la misma pregunta recibe la misma respuesta</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Reset sampling</source>
        <translation>Restablecer el muestreo</translation>
    </message>
    <message>
        <source>All of these as they were at first</source>
        <translation>Todo como al principio</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sin límite</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>In tokens, thinking included</source>
        <translation>En tokens, pensamientos incluidos</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>En tokens; a partir de la próxima carga</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Carga</translation>
    </message>
    <message>
        <source>Load the model again</source>
        <translation>Volver a cargar el modelo</translation>
    </message>
    <message>
        <source>The loaded one still runs with the values of before</source>
        <translation>El cargado sigue usando los valores de antes</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Volver a cargar</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Precisión de la caché KV</translation>
    </message>
    <message>
        <source>What a model remembers of a chat while it answers: 8 bits take half the memory of 16, and answers can differ a little. From the next load on</source>
        <translation>Lo que un modelo recuerda del chat mientras responde: 8 bits ocupan la mitad de memoria que 16 y las respuestas pueden variar un poco. A partir de la próxima carga</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 bits</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 bits</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Hilos</translation>
    </message>
    <message>
        <source>Automatic: one for each physical core, nearly always the fastest; fewer leave room for other programs. From the next load on</source>
        <translation>Automático: uno por núcleo físico, casi siempre lo más rápido; menos dejan sitio a otros programas. A partir de la próxima carga</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>Capas en la GPU</translation>
    </message>
    <message>
        <source>At most; the others stay in RAM. From the next load on</source>
        <translation>Como máximo; las demás se quedan en la RAM. A partir de la próxima carga</translation>
    </message>
    <message>
        <source>Memory of the GPU</source>
        <translation>Memoria de la GPU</translation>
    </message>
    <message>
        <source>In MiB, at most; automatic is what is free, less a margin. From the next load on</source>
        <translation>En MiB, como máximo; automático es lo que está libre, menos un margen. A partir de la próxima carga</translation>
    </message>
    <message>
        <source>Memory of the GPU in MiB</source>
        <translation>Memoria de la GPU en MiB</translation>
    </message>
</context>
<context>
    <name>EraseChatSheet</name>
    <message>
        <source>Erase this chat for good?</source>
        <translation>¿Borrar este chat definitivamente?</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>Its messages and their words in the search index are overwritten on the disk. They cannot be brought back.</source>
        <translation>Sus mensajes y sus palabras en el índice de búsqueda se sobrescriben en el disco. No se pueden recuperar.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Borrar</translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln chat(s) for good?</source>
        <translation>
            <numerusform>¿Borrar %Ln chat para siempre?</numerusform>
            <numerusform>¿Borrar %Ln chats para siempre?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EraseSheet</name>
    <message>
        <source>erase</source>
        <translation>borrar</translation>
    </message>
    <message>
        <source>Erase all chats?</source>
        <translation>¿Borrar todos los chats?</translation>
    </message>
    <message>
        <source>Type “%1” to go on:</source>
        <translation>Escribir «%1» para continuar:</translation>
    </message>
    <message>
        <source>The word that confirms erasing</source>
        <translation>La palabra que confirma el borrado</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Erase all chats</source>
        <translation>Borrar todos los chats</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Borrando…</translation>
    </message>
    <message>
        <source>All chats, folders and drafts go, those in the bin and old copies of the history too. Deepwell cannot bring them back: they are overwritten where they lie. Traces can remain outside of Deepwell&apos;s reach, in backups and snapshots and in the spare cells of an SSD. Models and settings stay.</source>
        <translation>Se eliminan todos los chats, carpetas y borradores, también los de la papelera y las copias antiguas del historial. Deepwell no puede recuperarlos: se sobrescriben donde están. Pueden quedar rastros fuera del alcance de Deepwell, en copias de seguridad, en instantáneas y en las celdas de reserva de un SSD. Los modelos y los ajustes se conservan.</translation>
    </message>
    <message>
        <source>Not everything could be erased: an answer or a summary is being written, or the history cannot be changed now. Stop what is being written and try again.</source>
        <translation>No se pudo borrar todo: se está escribiendo una respuesta o un resumen, o el historial no se puede modificar ahora. Detenga lo que se está escribiendo e inténtelo de nuevo.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This cannot be done so</source>
        <translation>Esto no se puede hacer así</translation>
    </message>
    <message>
        <source>The chat is longer than the context</source>
        <translation>El chat es más largo que el contexto</translation>
    </message>
    <message>
        <source>Something is not there</source>
        <translation>Falta algo</translation>
    </message>
    <message>
        <source>A file is damaged</source>
        <translation>Un archivo está dañado</translation>
    </message>
    <message>
        <source>This is not supported</source>
        <translation>Esto no es compatible</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>No hay memoria suficiente</translation>
    </message>
    <message>
        <source>Reading or writing failed</source>
        <translation>Error de lectura o escritura</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>The device failed</source>
        <translation>El dispositivo ha fallado</translation>
    </message>
    <message>
        <source>An error in Deepwell itself</source>
        <translation>Un error del propio Deepwell</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>FileChip</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Quitar %1</translation>
    </message>
</context>
<context>
    <name>FileSheet</name>
    <message>
        <source>Copy the text</source>
        <translation>Copiar el texto</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Texto de %1</translation>
    </message>
</context>
<context>
    <name>FilesSheet</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Files of %1</source>
        <translation>Archivos de %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n part(s)</source>
        <translation>
            <numerusform>%1, %n parte</numerusform>
            <numerusform>%1, %n partes</numerusform>
        </translation>
    </message>
    <message>
        <source>Download %1, %2</source>
        <translation>Descargar %1, %2</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Consultando %1…</translation>
    </message>
    <message>
        <source>No files that Deepwell can use</source>
        <translation>No hay archivos que Deepwell pueda usar</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Descarga</translation>
    </message>
    <message>
        <source>The files could not be listed</source>
        <translation>No se pudieron listar los archivos</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Abrir los ajustes</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Page of the model</source>
        <translation>Página del modelo</translation>
    </message>
    <message>
        <source>Search for it</source>
        <translation>Buscarlo</translation>
    </message>
    <message>
        <source>Too large for the disk: %1</source>
        <translation>Demasiado grande para el disco: %1</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>Buscar en este chat</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No encontrado</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n encontrado</numerusform>
            <numerusform>%n encontrados</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Anterior (Mayús+Intro)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Siguiente (Intro)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Find in these thoughts</source>
        <translation>Buscar en estos pensamientos</translation>
    </message>
    <message>
        <source>Only in these thoughts: search the whole chat</source>
        <translation>Solo en estos pensamientos: buscar en todo el chat</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Eliminar carpeta</translation>
    </message>
    <message>
        <source>Its chats stay</source>
        <translation>Sus chats se conservan</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message numerus="yes">
        <source>Folder %1, %Ln chat(s)</source>
        <translation>
            <numerusform>Carpeta %1, %Ln chat</numerusform>
            <numerusform>Carpeta %1, %Ln chats</numerusform>
        </translation>
    </message>
    <message>
        <source>More for folder “%1”</source>
        <translation>Más para la carpeta «%1»</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Nombre de la carpeta</translation>
    </message>
</context>
<context>
    <name>FoldersSheet</name>
    <message>
        <source>Folders with models</source>
        <translation>Carpetas con modelos</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Downloads go to</source>
        <translation>Las descargas se guardan en</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir carpeta</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Cambiar…</translation>
    </message>
    <message>
        <source>Your folders</source>
        <translation>Carpetas añadidas</translation>
    </message>
    <message>
        <source>None yet. Models in folders that you add here are used where they are.</source>
        <translation>Ninguna todavía. Los modelos de las carpetas añadidas aquí se usan donde están.</translation>
    </message>
    <message>
        <source>Take %1 out of the library</source>
        <translation>Quitar %1 de la biblioteca</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Añadir carpeta…</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>Otros programas</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded, without copying it</source>
        <translation>Usar lo descargado por otros programas, sin copiarlo</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>Usar lo descargado por otros programas</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n modelo</numerusform>
            <numerusform>%n modelos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: too large to be searched whole</source>
        <translation>%1: demasiado grande para recorrerlo entero</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>No se puede leer</translation>
    </message>
    <message>
        <source>Some folders are closed to your account. To open Ollama&apos;s, join its group (sudo usermod -aG ollama $USER) and log in again.</source>
        <translation>Algunas carpetas están cerradas para esta cuenta. Para leer las de Ollama: unirse a su grupo (sudo usermod -aG ollama $USER) y volver a iniciar sesión.</translation>
    </message>
    <message>
        <source>Too large to be searched whole</source>
        <translation>Demasiado grande para recorrerla entera</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>System follows the desktop</source>
        <translation>Sistema: como el escritorio</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Of the messages; Ctrl and + or −</source>
        <translation>De los mensajes; Ctrl y + o −</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Titles by the model</source>
        <translation>Títulos puestos por el modelo</translation>
    </message>
    <message>
        <source>The loaded model names a new chat while it has nothing else to do; the pocket model cannot. Off: by the first line</source>
        <translation>El modelo cargado pone nombre a los chats nuevos cuando no tiene otra cosa que hacer; el de bolsillo no puede. Desactivado: la primera línea</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instrucciones</translation>
    </message>
    <message>
        <source>Instructions for all models</source>
        <translation>Instrucciones para todos los modelos</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Por ejemplo: Responde con frases cortas.</translation>
    </message>
    <message>
        <source>The system prompt: what a model is told before every chat. A model&apos;s preset can have another one</source>
        <translation>El prompt del sistema: lo que se le dice a un modelo antes de cada chat. El preajuste de un modelo puede tener otro</translation>
    </message>
    <message>
        <source>Send messages with</source>
        <translation>Enviar los mensajes con</translation>
    </message>
    <message>
        <source>Shift+Enter always makes a new line; where Ctrl+Enter sends, Enter does too</source>
        <translation>Mayús+Intro siempre hace una línea nueva; si Ctrl+Intro envía, Intro también</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Intro</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Load the last model at start</source>
        <translation>Cargar el último modelo al iniciar</translation>
    </message>
    <message>
        <source>Off: the window opens without a model, and offers it</source>
        <translation>Desactivado: la ventana se abre sin modelo y lo ofrece</translation>
    </message>
</context>
<context>
    <name>HeaderSheet</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Search metadata and tensors</source>
        <translation>Buscar en metadatos y tensores</translation>
    </message>
    <message>
        <source>Metadata and tensors</source>
        <translation>Metadatos y tensores</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>Nada contiene estas palabras.</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>%1, %2, %3: %4</source>
        <translation>%1, %2, %3: %4</translation>
    </message>
</context>
<context>
    <name>HubRow</name>
    <message>
        <source>needs a token</source>
        <translation>requiere token de acceso</translation>
    </message>
    <message>
        <source>Needs a token</source>
        <translation>Requiere token de acceso</translation>
    </message>
</context>
<context>
    <name>InstalledMenu</name>
    <message>
        <source>Preset…</source>
        <translation>Preajuste…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Detalles…</translation>
    </message>
    <message>
        <source>Verify SHA-256</source>
        <translation>Verificar SHA-256</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copiar ruta</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
</context>
<context>
    <name>InstalledNotes</name>
    <message>
        <source>Repair</source>
        <translation>Reparar</translation>
    </message>
    <message>
        <source>Downloads again only what is wrong</source>
        <translation>Descarga de nuevo solo lo que está mal</translation>
    </message>
    <message>
        <source>Computing SHA-256… %1 %</source>
        <translation>Calculando SHA-256… %1 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>InstalledPage</name>
    <message>
        <source>Search your models</source>
        <translation>Buscar modelos</translation>
    </message>
    <message>
        <source>Order of the models</source>
        <translation>Orden de los modelos</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Más recientes</translation>
    </message>
    <message>
        <source>Folders with models</source>
        <translation>Carpetas con modelos</translation>
    </message>
    <message>
        <source>Add models that are on this computer</source>
        <translation>Añadir modelos que ya están en este equipo</translation>
    </message>
    <message>
        <source>Add model file…</source>
        <translation>Añadir archivo de modelo…</translation>
    </message>
    <message>
        <source>It stays where it is</source>
        <translation>Se queda donde está</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Añadir carpeta…</translation>
    </message>
    <message>
        <source>Models that come into it later are found too</source>
        <translation>Incluye los que se guarden después</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modelos en este equipo</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n model(s)</source>
        <translation>
            <numerusform>%1 de %n modelo</numerusform>
            <numerusform>%1 de %n modelos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), %1</source>
        <translation>
            <numerusform>%n modelo, %1</numerusform>
            <numerusform>%n modelos, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Buscando modelos…</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>Aún no hay modelos</translation>
    </message>
    <message>
        <source>Download one that fits this computer, or add a folder in which you have some. Models of LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache are found by themselves.</source>
        <translation>Se puede descargar uno adecuado para este equipo o añadir una carpeta que ya los tenga. Los modelos de LM Studio, Ollama, Jan, GPT4All, llama.cpp y la caché de Hugging Face se encuentran solos.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Descubrir modelos</translation>
    </message>
    <message>
        <source>No model has these words</source>
        <translation>Ningún modelo contiene estas palabras</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todos</translation>
    </message>
</context>
<context>
    <name>InstalledRow</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>cargado</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Cargado</translation>
    </message>
    <message>
        <source>Has a preset of its own</source>
        <translation>Tiene un preajuste propio</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Más para %1</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Cargar</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>Cargar %1</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Liberar</translation>
    </message>
    <message>
        <source>Unload %1</source>
        <translation>Liberar %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Cancel loading %1</source>
        <translation>Cancelar la carga de %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chatear</translation>
    </message>
    <message>
        <source>Start chatting with %1</source>
        <translation>Empezar a chatear con %1</translation>
    </message>
</context>
<context>
    <name>InstructionsSheet</name>
    <message>
        <source>Instructions for this chat</source>
        <translation>Instrucciones para este chat</translation>
    </message>
    <message>
        <source>A system prompt of its own, instead of that of the model&apos;s preset or of the settings. Empty: those.</source>
        <translation>Un prompt del sistema propio, en lugar del preajuste del modelo o de los ajustes. Vacío: esos.</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Por ejemplo: Responde con frases cortas.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>In a chat</source>
        <translation>En un chat</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nueva línea</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>Editar la última pregunta</translation>
    </message>
    <message>
        <source>In the empty message field</source>
        <translation>Con el campo de mensaje vacío</translation>
    </message>
    <message>
        <source>Scroll the chat</source>
        <translation>Desplazar el chat</translation>
    </message>
    <message>
        <source>Menu of a chat in the list</source>
        <translation>Menú de un chat de la lista</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Needs about %1 with %2 tokens of context</source>
        <translation>Necesita unos %1 con %2 tokens de contexto</translation>
    </message>
    <message>
        <source>%1 of RAM is free</source>
        <translation>%1 de RAM libres</translation>
    </message>
    <message>
        <source>%1 of the GPU&apos;s memory is free</source>
        <translation>%1 de memoria de la GPU libres</translation>
    </message>
    <message>
        <source>Fits the GPU</source>
        <translation>Cabe en la GPU</translation>
    </message>
    <message>
        <source>GPU + RAM</source>
        <translation>GPU + RAM</translation>
    </message>
    <message>
        <source>Part of it runs on the processor, which is slower.</source>
        <translation>Una parte se ejecuta en el procesador, que es más lento.</translation>
    </message>
    <message>
        <source>Fits in RAM</source>
        <translation>Cabe en la RAM</translation>
    </message>
    <message>
        <source>Too big</source>
        <translation>Demasiado grande</translation>
    </message>
    <message>
        <source>Closing other programs may make room.</source>
        <translation>Cerrar otros programas puede hacer sitio.</translation>
    </message>
    <message>
        <source>Its weights would be read from the disk again and again, which is very slow.</source>
        <translation>Sus pesos se leerían del disco una y otra vez, lo cual es muy lento.</translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash: its disk may have none. To delete it for good, choose that when you are asked.</source>
        <translation>No se pudo mover %1 a la papelera: quizá su disco no la tenga. Para eliminarlo definitivamente, hay que elegirlo cuando se pregunte.</translation>
    </message>
    <message>
        <source>%1 could not be deleted: %2. What was deleted before it is gone.</source>
        <translation>No se pudo eliminar %1: %2. Lo eliminado antes ya no está.</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Carpeta de modelos</translation>
    </message>
    <message>
        <source>Added folder</source>
        <translation>Carpeta añadida</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) missing: %1. Download again what is missing.</source>
        <translation>
            <numerusform>Falta %n parte: %1. Descargar de nuevo lo que falta.</numerusform>
            <numerusform>Faltan %n partes: %1. Descargar de nuevo lo que falta.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash, nor put back: it lies at %2 now. Move it back from there.</source>
        <translation>No se pudo mover %1 a la papelera ni devolverlo a su lugar: ahora está en %2. Hay que moverlo de vuelta desde allí.</translation>
    </message>
    <message>
        <source>Not supported: %1</source>
        <translation>No compatible: %1</translation>
    </message>
    <message>
        <source>The hub describes this as %1, which Deepwell does not run: it would be refused after the download. Deepwell runs %2.</source>
        <translation>Según el hub, esto es %1, que Deepwell no ejecuta: se rechazaría tras la descarga. Deepwell ejecuta %2.</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Library</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Disk with the models: %1</source>
        <translation>Disco de los modelos: %1</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Instalados</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Descubrir</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Descargas</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>LibrarySettings</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>Carpeta de modelos</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Cambiar…</translation>
    </message>
    <message>
        <source>Use what other programs have downloaded</source>
        <translation>Usar lo descargado por otros programas</translation>
    </message>
    <message>
        <source>LM Studio, Ollama, Jan, GPT4All, llama.cpp and the Hugging Face cache, without copying</source>
        <translation>LM Studio, Ollama, Jan, GPT4All, llama.cpp y la caché de Hugging Face, sin copiar</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Descargas</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>The address of a server that speaks the Hugging Face API; https, or http on this computer</source>
        <translation>Dirección de un servidor con la API de Hugging Face; https, o http en este equipo</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>Dirección del hub</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token de acceso</translation>
    </message>
    <message>
        <source>For models with conditions. Sent to the hub only, kept on this computer</source>
        <translation>Para modelos con condiciones. Solo se envía al hub y se guarda en este equipo</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>Token de acceso al hub</translation>
    </message>
    <message>
        <source>Bandwidth limit</source>
        <translation>Límite de velocidad</translation>
    </message>
    <message>
        <source>Connections at the same time</source>
        <translation>Conexiones simultáneas</translation>
    </message>
    <message>
        <source>1 to 16; more can be faster over long distances</source>
        <translation>De 1 a 16; más puede ser más rápido a larga distancia</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>“system”: as the environment says; empty: none; or http://host:port, socks5://host:port</source>
        <translation>«system»: lo que diga el entorno; vacío: ninguno; o http://host:puerto, socks5://host:puerto</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sin límite</translation>
    </message>
    <message>
        <source>This token was typed for %1 and is sent only there, not to %2. Type it again to use it for %2.</source>
        <translation>Este token de acceso se escribió para %1 y solo se envía allí, no a %2. Escríbalo de nuevo para usarlo con %2.</translation>
    </message>
    <message>
        <source>In MB a second; a line of 100 Mbit/s carries 12.5</source>
        <translation>En MB por segundo; una línea de 100 Mbit/s da 12,5</translation>
    </message>
    <message>
        <source>Bandwidth limit in MB a second</source>
        <translation>Límite de velocidad en MB por segundo</translation>
    </message>
</context>
<context>
    <name>LinkSheet</name>
    <message>
        <source>Open this link?</source>
        <translation>¿Abrir este enlace?</translation>
    </message>
    <message>
        <source>The model wrote it. Your browser will go to:</source>
        <translation>Lo escribió el modelo. El navegador irá a:</translation>
    </message>
    <message>
        <source>Deepwell does not open links of this kind:</source>
        <translation>Deepwell no abre enlaces de este tipo:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>This link is not opened</source>
        <translation>Este enlace no se abre</translation>
    </message>
    <message>
        <source>Your browser will go to:</source>
        <translation>El navegador irá a:</translation>
    </message>
</context>
<context>
    <name>ListFooter</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Runs on this computer only</source>
        <translation>Solo se ejecuta en este equipo</translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Hide chats (Ctrl+B)</source>
        <translation>Ocultar los chats (Ctrl+B)</translation>
    </message>
</context>
<context>
    <name>ListMenu</name>
    <message>
        <source>New folder</source>
        <translation>Nueva carpeta</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>Chats archivados</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papelera</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importar chats…</translation>
    </message>
    <message>
        <source>Of Deepwell, ChatGPT or Open WebUI</source>
        <translation>De Deepwell, ChatGPT u Open WebUI</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Exportar todos los chats…</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Errores</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir carpeta</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Nothing of this kind has been noted.</source>
        <translation>No se ha anotado nada de este tipo.</translation>
    </message>
    <message>
        <source>Nothing has been noted so far.</source>
        <translation>Aún no se ha anotado nada.</translation>
    </message>
    <message>
        <source>What Deepwell did and what went wrong. Nothing that you or a model wrote is in it.</source>
        <translation>Lo que hizo Deepwell y lo que falló. No contiene nada de lo escrito en los chats.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
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
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Escritorio</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>What Deepwell can reach, every connection that was made, where your data lies, erasing all chats</source>
        <translation>Qué puede alcanzar Deepwell, cada conexión que se hizo, dónde están los datos, borrar todos los chats</translation>
    </message>
    <message>
        <source>Errors, warnings and messages of the program, to read and to copy</source>
        <translation>Errores, avisos y mensajes del programa, para leer y copiar</translation>
    </message>
</context>
<context>
    <name>MathBlock</name>
    <message>
        <source>Copy TeX</source>
        <translation>Copiar TeX</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Loading %1</source>
        <translation>Cargando %1</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Sin modelo</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>Modelo de bolsillo</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modelo: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>A tiny demonstration, comes with Deepwell</source>
        <translation>Pequeña demostración de Deepwell</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Abrir archivo de modelo…</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>Abrir carpeta de modelo…</translation>
    </message>
    <message>
        <source>Cancel loading</source>
        <translation>Cancelar la carga</translation>
    </message>
    <message>
        <source>Unload model</source>
        <translation>Liberar modelo</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>Todos los modelos…</translation>
    </message>
    <message>
        <source>Preset of this model…</source>
        <translation>Preajuste de este modelo…</translation>
    </message>
    <message>
        <source>System prompt, thinking, context, sampling</source>
        <translation>Prompt del sistema, pensamiento, contexto, muestreo</translation>
    </message>
</context>
<context>
    <name>ModelDialogs</name>
    <message>
        <source>Open model</source>
        <translation>Abrir modelo</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors)</source>
        <translation>Modelos (*.gguf *.safetensors)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>Abrir carpeta de modelo</translation>
    </message>
</context>
<context>
    <name>MoreRow</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Mostrar %Ln más</numerusform>
            <numerusform>Mostrar %Ln más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoveMenu</name>
    <message>
        <source>Move to folder</source>
        <translation>Mover a carpeta</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Sin carpeta</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nueva carpeta</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>%1 (reading the chat again, %2 %)</source>
        <translation>%1 (leyendo el chat de nuevo, %2 %)</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Keep %1 in the library? The file stays where it is.</source>
        <translation>¿Añadir %1 a la biblioteca? El archivo se queda donde está.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
</context>
<context>
    <name>PdfDocument</name>
    <message>
        <source>You</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt del sistema</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Adjuntos: %1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Pensamientos</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>Detenido aquí.</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>editada</translation>
    </message>
</context>
<context>
    <name>PenaltyRows</name>
    <message>
        <source>Repetition penalty</source>
        <translation>Penalización de repetición</translation>
    </message>
    <message>
        <source>Makes tokens that came before less probable; 1: off</source>
        <translation>Hace menos probables los tokens que ya aparecieron; 1: no</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Penalización de presencia</translation>
    </message>
    <message>
        <source>The same for every token that came before, however often</source>
        <translation>La misma para cada token que ya apareció, sin importar cuántas veces</translation>
    </message>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Penalización de frecuencia</translation>
    </message>
    <message>
        <source>Grows with every time that a token came before</source>
        <translation>Crece con cada vez que un token ya apareció</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>Open folder: %1</source>
        <translation>Abrir carpeta: %1</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>%1: this folder cannot be made; check the rights of the one above it, or choose another with --data DIR</source>
        <translation>%1: no se puede crear esta carpeta; comprobar los permisos de la carpeta superior o elegir otra con --data DIR</translation>
    </message>
</context>
<context>
    <name>PresetSheet</name>
    <message>
        <source>Preset</source>
        <translation>Preajuste</translation>
    </message>
    <message>
        <source>For %1 only; everything else as in the settings.</source>
        <translation>Solo para %1; todo lo demás, como en los ajustes.</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt del sistema</translation>
    </message>
    <message>
        <source>For example: Answer in short sentences.</source>
        <translation>Por ejemplo: Responde con frases cortas.</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Pensar antes de responder</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>Como en los ajustes</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Longitud del contexto</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>Longitud del contexto, en tokens</translation>
    </message>
    <message>
        <source>Sampling of its own</source>
        <translation>Muestreo propio</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0: siempre el token más probable</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>1: off</source>
        <translation>1: no se usa</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>In tokens; from the next load on</source>
        <translation>En tokens; a partir de la próxima carga</translation>
    </message>
    <message>
        <source>As in the settings: %1</source>
        <translation>Como en los ajustes: %1</translation>
    </message>
    <message>
        <source>Without the instructions of the settings</source>
        <translation>Sin las instrucciones de los ajustes</translation>
    </message>
    <message>
        <source>Some reasoning models answer best without a system prompt</source>
        <translation>Algunos modelos de razonamiento responden mejor sin prompt del sistema</translation>
    </message>
    <message>
        <source>Penalties for repetition</source>
        <translation>Penalizaciones por repetición</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Where your data lies</source>
        <translation>Dónde están los datos</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Chats are kept in one file on this computer, readable by you only. A deleted chat stays in the bin for 30 days and is then overwritten.</source>
        <translation>Los chats se guardan en un único archivo de este equipo que solo puede leer el usuario. Un chat eliminado permanece 30 días en la papelera y después se sobrescribe.</translation>
    </message>
    <message>
        <source>Erase all chats…</source>
        <translation>Borrar todos los chats…</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
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
        <translation>Mayús</translation>
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
        <translation>RePág</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>AvPág</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
</context>
<context>
    <name>QuestionTools</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Editar mensaje</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copiar mensaje</translation>
    </message>
    <message>
        <source>New chat from here</source>
        <translation>Nuevo chat desde aquí</translation>
    </message>
    <message>
        <source>Delete from here on</source>
        <translation>Eliminar desde aquí</translation>
    </message>
</context>
<context>
    <name>QuitSheet</name>
    <message>
        <source>Deepwell quits when this is done. If you quit now, it is dropped, and what waits after it too.</source>
        <translation>Deepwell se cerrará cuando esto termine. Si sale ahora, se descarta, y lo que espera después también.</translation>
    </message>
    <message>
        <source>Do not quit</source>
        <translation>No salir</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>Salir de todos modos</translation>
    </message>
</context>
<context>
    <name>ReceiptSheet</name>
    <message>
        <source>How this answer was made</source>
        <translation>Cómo se hizo esta respuesta</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Answer again with this seed</source>
        <translation>Responder de nuevo con esta semilla</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todos</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Mostrar menos</translation>
    </message>
    <message>
        <source>Answer again with the loaded model</source>
        <translation>Responder de nuevo con el modelo cargado</translation>
    </message>
</context>
<context>
    <name>SandboxCard</name>
    <message>
        <source>This window cannot reach the network</source>
        <translation>Esta ventana no tiene acceso a la red</translation>
    </message>
    <message>
        <source>The sandbox is switched off (--no-sandbox)</source>
        <translation>El aislamiento está desactivado (--no-sandbox)</translation>
    </message>
    <message>
        <source>Nothing but Deepwell&apos;s own code keeps this window off the network</source>
        <translation>Solo el propio código de Deepwell mantiene esta ventana fuera de la red</translation>
    </message>
    <message>
        <source>Deepwell was started with --no-sandbox, which is meant for debuggers. It still connects nowhere by itself, but the kernel does not enforce that. Start it without this option.</source>
        <translation>Deepwell se inició con --no-sandbox, una opción para depuradores. Aun así no se conecta a nada por sí mismo, pero el kernel no lo garantiza. Conviene iniciarlo sin esta opción.</translation>
    </message>
    <message>
        <source>Deepwell asked the kernel to refuse it internet sockets, without success: %1. It still connects nowhere by itself, but nothing enforces that.</source>
        <translation>Deepwell pidió al kernel que le negara los sockets de Internet, sin éxito: %1. Aun así no se conecta a nada por sí mismo, pero nada lo garantiza.</translation>
    </message>
    <message>
        <source>the filter is not in force</source>
        <translation>el filtro no está activo</translation>
    </message>
    <message>
        <source>Tested at %1, by asking the kernel:</source>
        <translation>Comprobado a las %1 preguntando al kernel:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Comprobar de nuevo</translation>
    </message>
    <message>
        <source>The part of Deepwell that holds your chats and runs the model has given up internet sockets when it started, for good. The kernel of this computer refuses them: a fault in Deepwell, or in a model&apos;s file, cannot open a connection itself. Two doors lead out: a link that you open, after you have seen its address and confirmed it, goes to your browser; and deepwell-fetch, another program that runs only while you search or download, connects to the hub for this window and is not given your chats. Other programs on this computer are not covered.</source>
        <translation>La parte de Deepwell que guarda sus chats y ejecuta el modelo renunció definitivamente a los sockets de Internet al arrancar. El núcleo de este equipo los deniega: un fallo en Deepwell o en el archivo de un modelo no puede abrir por sí mismo una conexión. Hay dos puertas hacia fuera: un enlace que usted abre, tras ver y confirmar su dirección, va a su navegador; y deepwell-fetch, otro programa que solo funciona mientras busca o descarga, se conecta al hub para esta ventana y no recibe sus chats. Los demás programas de este equipo no están cubiertos.</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Search results</source>
        <translation>Resultados de la búsqueda</translation>
    </message>
    <message numerus="yes">
        <source>The best %Ln result(s)</source>
        <translation>
            <numerusform>El mejor resultado</numerusform>
            <numerusform>Los %Ln mejores resultados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln resultado</numerusform>
            <numerusform>%Ln resultados</numerusform>
        </translation>
    </message>
    <message>
        <source>No chat has these words.</source>
        <translation>Ningún chat contiene estas palabras.</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln chat(s) selected</source>
        <translation>
            <numerusform>%Ln chat seleccionado</numerusform>
            <numerusform>%Ln chats seleccionados</numerusform>
        </translation>
    </message>
    <message>
        <source>Select none (Esc)</source>
        <translation>Quitar la selección (Esc)</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Mover a carpeta</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Desfijar</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivar</translation>
    </message>
    <message>
        <source>Back to the chats</source>
        <translation>Volver a los chats</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Borrar definitivamente…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
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
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Pensamiento</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Deepwell %1</source>
        <translation>Deepwell %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Buscar ajustes</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>Ningún ajuste contiene estas palabras.</translation>
    </message>
</context>
<context>
    <name>SiblingStep</name>
    <message>
        <source>Question before</source>
        <translation>Variante anterior de la pregunta</translation>
    </message>
    <message>
        <source>Answer before</source>
        <translation>Variante anterior de la respuesta</translation>
    </message>
    <message>
        <source>Question after</source>
        <translation>Variante siguiente de la pregunta</translation>
    </message>
    <message>
        <source>Answer after</source>
        <translation>Variante siguiente de la respuesta</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stopped before anything was written.</source>
        <translation>Detenido antes de escribir nada.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>Interrupted: Deepwell was closed while this was being written.</source>
        <translation>Interrumpido: Deepwell se cerró mientras se escribía esto.</translation>
    </message>
    <message>
        <source>Reached the length limit.</source>
        <translation>Se alcanzó el límite de longitud.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>The context is full.</source>
        <translation>El contexto está lleno.</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Get %1</source>
        <translation>Obtener %1</translation>
    </message>
</context>
<context>
    <name>TableBlock</name>
    <message>
        <source>Table</source>
        <translation>Tabla</translation>
    </message>
</context>
<context>
    <name>ThinkChip</name>
    <message>
        <source>Think</source>
        <translation>Pensar</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Pensar antes de responder</translation>
    </message>
    <message>
        <source>The model thinks before it answers. Click to answer directly.</source>
        <translation>El modelo piensa antes de responder. Clic para responder directamente.</translation>
    </message>
    <message>
        <source>The model answers directly. Click to let it think first.</source>
        <translation>El modelo responde directamente. Clic para que piense antes.</translation>
    </message>
</context>
<context>
    <name>ThinkingPage</name>
    <message>
        <source>Thinking</source>
        <translation>Pensamiento</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>Pensar antes de responder</translation>
    </message>
    <message>
        <source>Takes longer; the answers of reasoning models are better for it</source>
        <translation>Tarda más, pero mejora las respuestas de los modelos de razonamiento</translation>
    </message>
    <message>
        <source>Show the thinking</source>
        <translation>Mostrar los pensamientos</translation>
    </message>
    <message>
        <source>By default; a click on a message&apos;s thinking wins</source>
        <translation>Por defecto; un clic en los pensamientos de un mensaje prevalece</translation>
    </message>
    <message>
        <source>Until the answer begins</source>
        <translation>Hasta que empieza la respuesta</translation>
    </message>
    <message>
        <source>Always open</source>
        <translation>Siempre abiertos</translation>
    </message>
    <message>
        <source>Always folded</source>
        <translation>Siempre plegados</translation>
    </message>
    <message>
        <source>Not for the loaded model: its preset decides</source>
        <translation>No para el modelo cargado: decide su preajuste</translation>
    </message>
</context>
<context>
    <name>ThoughtFooter</name>
    <message>
        <source>Fold the thinking</source>
        <translation>Plegar los pensamientos</translation>
    </message>
</context>
<context>
    <name>ThoughtHeader</name>
    <message>
        <source>Folds the thinking</source>
        <translation>Pliega los pensamientos</translation>
    </message>
    <message>
        <source>Shows the thinking</source>
        <translation>Muestra los pensamientos</translation>
    </message>
    <message>
        <source>Show all of the thinking</source>
        <translation>Mostrar todos los pensamientos</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>Copiar los pensamientos</translation>
    </message>
    <message>
        <source>Search in the thoughts</source>
        <translation>Buscar en los pensamientos</translation>
    </message>
</context>
<context>
    <name>ThoughtTail</name>
    <message>
        <source>Thinking</source>
        <translation>Pensamientos</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Show chats (Ctrl+B)</source>
        <translation>Mostrar los chats (Ctrl+B)</translation>
    </message>
    <message>
        <source>New chat (Ctrl+N)</source>
        <translation>Nuevo chat (Ctrl+N)</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Ajustes (Ctrl+,)</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
</context>
<context>
    <name>TranscriptMenu</name>
    <message>
        <source>Copy selection</source>
        <translation>Copiar la selección</translation>
    </message>
    <message>
        <source>Copy this part</source>
        <translation>Copiar esta parte</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copiar mensaje</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Copiar respuesta</translation>
    </message>
    <message>
        <source>Copy thoughts</source>
        <translation>Copiar los pensamientos</translation>
    </message>
    <message>
        <source>Copy the whole chat</source>
        <translation>Copiar todo el chat</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Editar mensaje</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Editar respuesta</translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
    <message numerus="yes">
        <source>(%n more waiting)</source>
        <translation>
            <numerusform>(%n más en espera)</numerusform>
            <numerusform>(%n más en espera)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TransferDialogs</name>
    <message>
        <source>Export all chats</source>
        <translation>Exportar todos los chats</translation>
    </message>
    <message>
        <source>Export chat</source>
        <translation>Exportar chat</translation>
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
        <translation>Importar chats</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln chat(s)</source>
        <translation>
            <numerusform>Exportar %Ln chat</numerusform>
            <numerusform>Exportar %Ln chats</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported chats (*.json *.zip)</source>
        <translation>Chats exportados (*.json *.zip)</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Guardar código</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show Deepwell</source>
        <translation>Mostrar Deepwell</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nuevo chat</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>ViewHeader</name>
    <message>
        <source>Back to the chats</source>
        <translation>Volver a los chats</translation>
    </message>
    <message>
        <source>Erase for good?</source>
        <translation>¿Borrar para siempre?</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papelera</translation>
    </message>
    <message>
        <source>Archived chats</source>
        <translation>Chats archivados</translation>
    </message>
    <message>
        <source>Erased after 30 days</source>
        <translation>Se borran a los 30 días</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Borrar</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Welcome to Deepwell</source>
        <translation>Esto es Deepwell</translation>
    </message>
    <message>
        <source>Chat with reasoning models and see them think. Everything stays on this computer. A small demonstration model is ready: write below, or get a real one.</source>
        <translation>Para conversar con modelos de razonamiento y verlos pensar. Todo se queda en este equipo. Ya hay un pequeño modelo de demostración: basta con escribir abajo, o descargar uno de verdad.</translation>
    </message>
    <message>
        <source>Models that fit this computer</source>
        <translation>Modelos adecuados para este equipo</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>No graphics card that can run models</source>
        <translation>Ninguna tarjeta gráfica capaz de ejecutar modelos</translation>
    </message>
    <message>
        <source>For models: %1</source>
        <translation>Para modelos: %1</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Cambiar…</translation>
    </message>
    <message>
        <source>Start chatting</source>
        <translation>Empezar a chatear</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Todos los modelos</translation>
    </message>
</context>
<context>
    <name>WrittenWithLine</name>
    <message>
        <source>Written with %1</source>
        <translation>Escrito con %1</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>Cargar %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Cargar</translation>
    </message>
</context>
<context>
    <name>deepwell::AnswerProgress</name>
    <message>
        <source>Reading the chat…</source>
        <translation>Leyendo el chat…</translation>
    </message>
    <message>
        <source>Reading the chat… %1 %</source>
        <translation>Leyendo el chat… %1 %</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Pensando</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Respondiendo</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>Reading the chat</source>
        <translation>Leyendo el chat</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>La respuesta está completa</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Reached the length limit</source>
        <translation>Se alcanzó el límite de longitud</translation>
    </message>
    <message>
        <source>The context is full</source>
        <translation>El contexto está lleno</translation>
    </message>
    <message>
        <source>The answer failed</source>
        <translation>La respuesta ha fallado</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentList</name>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n file(s) go with one message.</source>
        <translation>
            <numerusform>Un mensaje admite como máximo %n archivo.</numerusform>
            <numerusform>Un mensaje admite como máximo %n archivos.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not a file on this computer.</source>
        <translation>%1 no es un archivo de este equipo.</translation>
    </message>
    <message>
        <source>The text is too long to be attached.</source>
        <translation>El texto es demasiado largo para adjuntarlo.</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texto pegado</translation>
    </message>
</context>
<context>
    <name>deepwell::AttachmentReader</name>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 ya no está.</translation>
    </message>
    <message>
        <source>%1 is not a file. Attach text files or PDFs.</source>
        <translation>%1 no es un archivo. Se pueden adjuntar archivos de texto o PDF.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 está vacío.</translation>
    </message>
    <message>
        <source>%1 has %2. Text files of up to %3 can be attached.</source>
        <translation>%1 ocupa %2. Se pueden adjuntar archivos de texto de hasta %3.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>No se puede leer %1: %2.</translation>
    </message>
    <message>
        <source>%1 is a binary file. Text files and PDFs can be attached.</source>
        <translation>%1 es un archivo binario. Se pueden adjuntar archivos de texto y PDF.</translation>
    </message>
    <message>
        <source>%1: reading PDFs needs the program pdftotext. Install the package poppler-utils.</source>
        <translation>%1: para leer PDF hace falta el programa pdftotext. Instalar el paquete poppler-utils.</translation>
    </message>
    <message>
        <source>%1 has %2. PDFs of up to %3 can be attached.</source>
        <translation>%1 ocupa %2. Se pueden adjuntar PDF de hasta %3.</translation>
    </message>
    <message>
        <source>%1 took too long to read.</source>
        <translation>La lectura de %1 tardó demasiado.</translation>
    </message>
    <message>
        <source>%1 holds more than %2 of text.</source>
        <translation>%1 contiene más de %2 de texto.</translation>
    </message>
    <message>
        <source>%1 was not read.</source>
        <translation>%1 no se ha leído.</translation>
    </message>
    <message>
        <source>%1: the program pdftotext could not be started.</source>
        <translation>%1: no se pudo iniciar el programa pdftotext.</translation>
    </message>
    <message>
        <source>%1 could not be read as a PDF: it is damaged.</source>
        <translation>No se pudo leer %1 como PDF: está dañado.</translation>
    </message>
    <message numerus="yes">
        <source>the first %n page(s) only</source>
        <translation>
            <numerusform>solo la primera página</numerusform>
            <numerusform>solo las primeras %n páginas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 holds no text: its pages are pictures, as of a scanner. Text recognition (OCR) would be needed.</source>
        <translation>%1 no contiene texto: sus páginas son imágenes, como las de un escáner. Haría falta reconocimiento de texto (OCR).</translation>
    </message>
    <message>
        <source>%1 is protected by a password. Save it without one and attach that.</source>
        <translation>%1 está protegido con contraseña. Guardarlo sin ella y adjuntar esa copia.</translation>
    </message>
    <message>
        <source>%1 does not permit its text to be copied.</source>
        <translation>%1 no permite copiar su texto.</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatListModel</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Fijados</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Carpetas</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatSearch</name>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Pensamientos</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
</context>
<context>
    <name>deepwell::ChatTransfer</name>
    <message>
        <source>Writing %1…</source>
        <translation>Escribiendo %1…</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>Importando %1…</translation>
    </message>
    <message>
        <source>Cancelled: nothing was imported.</source>
        <translation>Cancelado: no se ha importado nada.</translation>
    </message>
    <message>
        <source>All chats of this file are here already.</source>
        <translation>Todos los chats de este archivo ya están aquí.</translation>
    </message>
    <message>
        <source>No chats are in this file.</source>
        <translation>Este archivo no contiene chats.</translation>
    </message>
    <message numerus="yes">
        <source>Imported %Ln chat(s)</source>
        <translation>
            <numerusform>%Ln chat importado</numerusform>
            <numerusform>%Ln chats importados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln mensaje</numerusform>
            <numerusform>%Ln mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Guardado como %1</translation>
    </message>
    <message>
        <source>Cancelled: no file was written.</source>
        <translation>Cancelado: no se ha escrito ningún archivo.</translation>
    </message>
    <message>
        <source>Deepwell chats %1</source>
        <translation>Chats de Deepwell %1</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here already and were not added again</source>
        <translation>
            <numerusform>%Ln chat ya estaba y no se añadió otra vez</numerusform>
            <numerusform>%Ln chats ya estaban y no se añadieron otra vez</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) were here in an older state; the newer one stands beside it</source>
        <translation>
            <numerusform>%Ln chat ya estaba en una versión anterior; la nueva está al lado</numerusform>
            <numerusform>%Ln chats ya estaban en una versión anterior; las nuevas están al lado</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) without text were skipped</source>
        <translation>
            <numerusform>Se omitió %Ln chat sin texto</numerusform>
            <numerusform>Se omitieron %Ln chats sin texto</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) of an unknown form were skipped</source>
        <translation>
            <numerusform>Se omitió %Ln entrada de formato desconocido</numerusform>
            <numerusform>Se omitieron %Ln entradas de formato desconocido</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) or file(s) are not in the export; a word stands in their place</source>
        <translation>
            <numerusform>%Ln imagen o archivo no está en la exportación; una palabra ocupa su lugar</numerusform>
            <numerusform>%Ln imágenes o archivos no están en la exportación; una palabra ocupa su lugar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s) are damaged, or too long, and were skipped</source>
        <translation>
            <numerusform>%Ln entrada está dañada o es demasiado larga y se ha omitido</numerusform>
            <numerusform>%Ln entradas están dañadas o son demasiado largas y se han omitido</numerusform>
        </translation>
    </message>
    <message>
        <source>code</source>
        <comment>name of a file</comment>
        <translation>codigo</translation>
    </message>
</context>
<context>
    <name>deepwell::ConnectionList</name>
    <message>
        <source>Download</source>
        <translation>Descarga</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Búsqueda</translation>
    </message>
    <message>
        <source>no address</source>
        <translation>sin dirección</translation>
    </message>
</context>
<context>
    <name>deepwell::ContextMeter</name>
    <message>
        <source>The context is being counted…</source>
        <translation>Contando los tokens del contexto…</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>No hay ningún modelo cargado</translation>
    </message>
    <message>
        <source>%1 of %2 tokens of the context are used (%3 %)</source>
        <translation>Se usan %1 de los %2 tokens del contexto (%3 %)</translation>
    </message>
    <message numerus="yes">
        <source>This message: %n token(s)</source>
        <translation>
            <numerusform>Este mensaje: %n token</numerusform>
            <numerusform>Este mensaje: %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Conversation</name>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>%n mensaje eliminado</numerusform>
            <numerusform>%n mensajes eliminados</numerusform>
        </translation>
    </message>
    <message>
        <source>The pocket model is given the last three questions only.</source>
        <translation>El modelo de bolsillo solo recibe las tres últimas preguntas.</translation>
    </message>
    <message numerus="yes">
        <source>The model is not given the first %n question(s) of this chat.</source>
        <translation>
            <numerusform>El modelo no recibe la primera pregunta de este chat.</numerusform>
            <numerusform>El modelo no recibe las %n primeras preguntas de este chat.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is not given earlier thinking.</source>
        <translation>Tampoco recibe pensamientos anteriores.</translation>
    </message>
    <message>
        <source>This is a summary of our conversation so far:</source>
        <translation>Este es un resumen de nuestra conversación hasta ahora:</translation>
    </message>
    <message>
        <source>Summing up, part %1 of %2…</source>
        <translation>Resumiendo, parte %1 de %2…</translation>
    </message>
    <message>
        <source>Summing up…</source>
        <translation>Resumiendo…</translation>
    </message>
</context>
<context>
    <name>deepwell::DeviceModel</name>
    <message>
        <source>Cannot be used: %1</source>
        <translation>No se puede usar: %1</translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation>%1 libres de %2</translation>
    </message>
    <message>
        <source>Computes on the processor · %1</source>
        <translation>Calcula en el procesador · %1</translation>
    </message>
    <message>
        <source>Shares the processor&apos;s memory · %1</source>
        <translation>Comparte la memoria del procesador · %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>A graphics card with memory of its own, else the processor</source>
        <translation>Una tarjeta gráfica con memoria propia; si no, el procesador</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesador</translation>
    </message>
</context>
<context>
    <name>deepwell::DownloadModel</name>
    <message>
        <source>The hub gives %1 only to those who have accepted its conditions. Accept them there and put your token into the settings.</source>
        <translation>El hub solo ofrece %1 a quienes han aceptado sus condiciones. Hay que aceptarlas allí y poner el token de acceso en los ajustes.</translation>
    </message>
    <message>
        <source>The hub has no repository %1.</source>
        <translation>El hub no tiene ningún repositorio %1.</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>El hub respondió con el estado %1. Probar más tarde.</translation>
    </message>
    <message>
        <source>%1 has no file of %2 any more. Search for the model to see what it has.</source>
        <translation>%1 ya no tiene archivos de %2. Al buscar el modelo se ve lo que tiene.</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again: it goes on where it stopped.</source>
        <translation>El asistente de descargas terminó de forma inesperada. Al reintentar, continúa donde se detuvo.</translation>
    </message>
</context>
<context>
    <name>deepwell::EngineHost</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 de parámetros</translation>
    </message>
    <message>
        <source>, %1 active</source>
        <translation>, %1 activos</translation>
    </message>
    <message>
        <source>%1 is not a file on this computer. Choose a .gguf file or a folder with safetensors.</source>
        <translation>%1 no es un archivo de este equipo. Elegir un archivo .gguf o una carpeta con safetensors.</translation>
    </message>
    <message>
        <source>%1 could not be loaded.</source>
        <translation>No se pudo cargar %1.</translation>
    </message>
    <message>
        <source>%1. The processor is used instead.</source>
        <translation>%1. En su lugar se usa el procesador.</translation>
    </message>
</context>
<context>
    <name>deepwell::HeaderModel</name>
    <message>
        <source>Tensors</source>
        <translation>Tensores</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadatos</translation>
    </message>
</context>
<context>
    <name>deepwell::HelperClient</name>
    <message>
        <source>This build has no download helper (deepwell-fetch).</source>
        <translation>Esta versión no incluye el asistente de descargas (deepwell-fetch).</translation>
    </message>
</context>
<context>
    <name>deepwell::History</name>
    <message>
        <source>Chats of this run will not be kept. %1</source>
        <translation>Los chats de esta sesión no se conservarán. %1</translation>
    </message>
    <message>
        <source>%1. Restart Deepwell: it saves what can be read.</source>
        <translation>%1. Al reiniciar, Deepwell salva lo que se pueda leer.</translation>
    </message>
    <message numerus="yes">
        <source>The chat history was damaged. What could be read was saved: %n message(s). The damaged file is kept as %1.</source>
        <translation>
            <numerusform>El historial estaba dañado. Se rescató lo que se pudo leer: %n mensaje. El archivo dañado se conserva como %1.</numerusform>
            <numerusform>El historial estaba dañado. Se rescató lo que se pudo leer: %n mensajes. El archivo dañado se conserva como %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::Hub</name>
    <message>
        <source>The hub gives this only to those who have accepted its conditions. Put your token into the settings.</source>
        <translation>El hub solo ofrece esto a quienes han aceptado sus condiciones. Hay que poner el token de acceso en los ajustes.</translation>
    </message>
    <message>
        <source>The hub answered with status %1. Try again later.</source>
        <translation>El hub respondió con el estado %1. Probar más tarde.</translation>
    </message>
    <message>
        <source>Deepwell connects only where it can keep a record of it. %1</source>
        <translation>Deepwell solo se conecta si puede dejar constancia de ello. %1</translation>
    </message>
    <message>
        <source>The download helper ended unexpectedly. Try again.</source>
        <translation>El asistente de descargas terminó de forma inesperada. Probar de nuevo.</translation>
    </message>
    <message>
        <source>%1 has no repository %2.</source>
        <translation>%1 no tiene el repositorio %2.</translation>
    </message>
</context>
<context>
    <name>deepwell::HubSearchModel</name>
    <message numerus="yes">
        <source>%1 download(s)</source>
        <translation>
            <numerusform>%1 descarga</numerusform>
            <numerusform>%1 descargas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 like(s)</source>
        <translation>
            <numerusform>%1 me gusta</numerusform>
            <numerusform>%1 me gusta</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>deepwell::InstalledModel</name>
    <message>
        <source>%1, %2 active</source>
        <translation>%1, %2 activos</translation>
    </message>
</context>
<context>
    <name>deepwell::Library</name>
    <message>
        <source>%1 free of %2</source>
        <translation>%1 libres de %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>%1 deleted, %2</source>
        <translation>%1 eliminado, %2</translation>
    </message>
    <message>
        <source>%1 is not a file or folder on this computer.</source>
        <translation>%1 no es un archivo ni una carpeta de este equipo.</translation>
    </message>
    <message>
        <source>%1 is in the library already</source>
        <translation>%1 ya está en la biblioteca</translation>
    </message>
    <message>
        <source>%1 is not a folder that can be written to. Choose another one.</source>
        <translation>%1 no es una carpeta en la que se pueda escribir. Elegir otra.</translation>
    </message>
    <message>
        <source>%1: only the link was deleted</source>
        <translation>%1: solo se eliminó el enlace</translation>
    </message>
</context>
<context>
    <name>deepwell::MessageItem</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Thinking… %1</source>
        <translation>Pensando… %1</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Pensamientos</translation>
    </message>
    <message>
        <source>Thought for less than a second</source>
        <translation>Pensó menos de un segundo</translation>
    </message>
    <message>
        <source>Thought for %1</source>
        <translation>Pensó durante %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a date, a time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt del sistema</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Asistente</translation>
    </message>
    <message>
        <source>Pocket model</source>
        <translation>Modelo de bolsillo</translation>
    </message>
</context>
<context>
    <name>deepwell::Notifier</name>
    <message>
        <source>An answer could not be finished</source>
        <translation>Una respuesta no se pudo terminar</translation>
    </message>
    <message>
        <source>An answer is ready</source>
        <translation>Hay una respuesta lista</translation>
    </message>
    <message numerus="yes">
        <source>It took %n second(s). Click to read it.</source>
        <translation>
            <numerusform>Tardó %n segundo. Clic para leerla.</numerusform>
            <numerusform>Tardó %n segundos. Clic para leerla.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>%1 is downloaded</source>
        <translation>%1 se ha descargado</translation>
    </message>
    <message>
        <source>Click to see it.</source>
        <translation>Haga clic para verlo.</translation>
    </message>
</context>
<context>
    <name>deepwell::Outside</name>
    <message>
        <source>Only links that begin with http:// or https:// are opened.</source>
        <translation>Solo se abren enlaces que empiezan por http:// o https://.</translation>
    </message>
    <message>
        <source>The link was not opened: %1</source>
        <translation>El enlace no se abrió: %1</translation>
    </message>
    <message>
        <source>%1 is no longer there.</source>
        <translation>%1 ya no está.</translation>
    </message>
    <message>
        <source>%1 was not shown: %2</source>
        <translation>%1 no se mostró: %2</translation>
    </message>
</context>
<context>
    <name>deepwell::PaletteModel</name>
    <message>
        <source>loaded</source>
        <translation>cargado</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Cargar</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>Ajustes: %1</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>Usados hace poco</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>In messages</source>
        <translation>En los mensajes</translation>
    </message>
</context>
<context>
    <name>deepwell::Preferences</name>
    <message>
        <source>The token has a space or another character that tokens do not have. Nothing is downloaded until it is right.</source>
        <translation>El token contiene un espacio u otro carácter que los tokens no tienen. No se descarga nada hasta que sea correcto.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address cannot be used: http://host:port or socks5://host:port was expected. Nothing is downloaded until it is right.</source>
        <translation>La dirección del proxy no se puede usar: se esperaba http://host:port o socks5://host:port. No se descarga nada hasta que sea correcta.</translation>
    </message>
</context>
<context>
    <name>deepwell::Privacy</name>
    <message>
        <source>given: programs like this one can connect</source>
        <translation>concedido: programas como este pueden conectarse</translation>
    </message>
    <message>
        <source>refused: %1 (%2)</source>
        <translation>rechazado: %1 (%2)</translation>
    </message>
    <message>
        <source>An IPv4 socket</source>
        <translation>Un socket IPv4</translation>
    </message>
    <message>
        <source>An IPv6 socket</source>
        <translation>Un socket IPv6</translation>
    </message>
    <message>
        <source>Threads under the kernel&apos;s filter</source>
        <translation>Hilos bajo el filtro del kernel</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Getting rights back (NoNewPrivs)</source>
        <translation>Recuperar permisos (NoNewPrivs)</translation>
    </message>
    <message>
        <source>ruled out, for programs it starts too</source>
        <translation>descartado, también para los programas que inicia</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>posible</translation>
    </message>
    <message>
        <source>Deepwell runs without its sandbox (--no-sandbox): nothing but its own code keeps this window off the network.</source>
        <translation>Deepwell se ejecuta sin aislamiento (--no-sandbox): solo su propio código mantiene esta ventana fuera de la red.</translation>
    </message>
    <message>
        <source>The kernel does not keep this window off the network: %1. See Settings, Privacy.</source>
        <translation>El kernel no mantiene esta ventana fuera de la red: %1. Ver Ajustes, Privacidad.</translation>
    </message>
    <message>
        <source>its filter is not in force</source>
        <translation>su filtro no está activo</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Downloaded models</source>
        <translation>Modelos descargados</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Registros</translation>
    </message>
</context>
<context>
    <name>deepwell::Receipt</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parámetros</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Terminada por</translation>
    </message>
    <message>
        <source>Model hash (SHA-256 of sizes, beginnings and ends)</source>
        <translation>Hash del modelo (SHA-256 de tamaños, comienzos y finales)</translation>
    </message>
    <message>
        <source>Template hash (SHA-256)</source>
        <translation>Hash de la plantilla (SHA-256)</translation>
    </message>
    <message>
        <source>Deepwell</source>
        <translation>Deepwell</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1 tokens, %2 of them from the cache, %3</source>
        <translation>%1 tokens, %2 de ellos de la caché, %3</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Pensamiento</translation>
    </message>
    <message>
        <source>%1 tokens, %2</source>
        <translation>%1 tokens, %2</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>%1 tokens/s, %2 in all</source>
        <translation>%1 tokens/s, %2 en total</translation>
    </message>
    <message>
        <source>The model, when it was done</source>
        <translation>el modelo, al completarla</translation>
    </message>
    <message>
        <source>The limit of its length</source>
        <translation>el límite de longitud</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt del sistema</translation>
    </message>
    <message>
        <source>Made with %1. Load it to answer again.</source>
        <translation>Hecha con %1. Cárguelo para responder de nuevo.</translation>
    </message>
    <message>
        <source>Made with %1. Load it to get the same answer: %2 is loaded now.</source>
        <translation>Hecha con %1. Cárguelo para obtener la misma respuesta: ahora está cargado %2.</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Editada</translation>
    </message>
    <message>
        <source>By you, after the model had written it</source>
        <translation>Por usted, después de que el modelo la escribiera</translation>
    </message>
</context>
<context>
    <name>deepwell::SummaryWriter</name>
    <message>
        <source>Sum up the conversation below for someone who goes on with it: what was asked, what was found out and decided, and what is open. Keep names, numbers and code that matter. Write the summary only.</source>
        <translation>Resume la conversación siguiente para alguien que vaya a continuarla: qué se preguntó, qué se averiguó y decidió, y qué queda pendiente. Conserva los nombres, los números y el código importantes. Escribe solo el resumen.</translation>
    </message>
    <message>
        <source>Summary of what came before:</source>
        <translation>Resumen de lo anterior:</translation>
    </message>
    <message>
        <source>The conversation:</source>
        <translation>La conversación:</translation>
    </message>
</context>
<context>
    <name>deepwell::TranscriptModel</name>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
</context>
<context>
    <name>deepwell::Verifier</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>No se puede leer %1: %2</translation>
    </message>
    <message>
        <source>%1 has changed since it was first checked on %2.</source>
        <translation>%1 ha cambiado desde la primera comprobación, el %2.</translation>
    </message>
    <message>
        <source>%1 is not what %2 published: it is damaged or was changed. Download it again.</source>
        <translation>%1 no es lo que publicó %2: está dañado o ha sido modificado. Hay que descargarlo de nuevo.</translation>
    </message>
    <message>
        <source>No published hash is known. What was found is noted: a later change will be seen.</source>
        <translation>No se conoce ningún hash publicado. El calculado queda anotado: un cambio posterior se notará.</translation>
    </message>
    <message>
        <source>Unchanged since it was first checked on %1.</source>
        <translation>Sin cambios desde la primera comprobación, el %1.</translation>
    </message>
    <message>
        <source>Every byte is as %1 published it.</source>
        <translation>Cada byte es tal como lo publicó %1.</translation>
    </message>
</context>
<context>
    <name>deepwell::Workspace</name>
    <message>
        <source>%1 is no longer there. The pocket model is used instead.</source>
        <translation>%1 ya no está. En su lugar se usa el modelo de bolsillo.</translation>
    </message>
    <message>
        <source>“%1” archived</source>
        <translation>«%1» archivado</translation>
    </message>
    <message>
        <source>“%1” deleted</source>
        <translation>«%1» eliminado</translation>
    </message>
    <message>
        <source>The history on the disk could not be opened, so nothing of it can be erased.</source>
        <translation>No se pudo abrir el historial del disco, así que no se puede borrar nada de él.</translation>
    </message>
    <message>
        <source>A summary is being written in the new chat. Wait for its end, or stop it there.</source>
        <translation>Se está escribiendo un resumen en el chat nuevo. Espere a que termine o deténgalo allí.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) deleted</source>
        <translation>
            <numerusform>%Ln chat eliminado</numerusform>
            <numerusform>%Ln chats eliminados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chat(s) archived</source>
        <translation>
            <numerusform>%Ln chat archivado</numerusform>
            <numerusform>%Ln chats archivados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Private, offline chat with reasoning models.</source>
        <translation>Chat privado y sin conexión con modelos de razonamiento.</translation>
    </message>
    <message>
        <source>Run the model on DEVICE this time: auto, cpu, vulkan, or one of several GPUs as in vulkan:1.</source>
        <translation>Ejecutar el modelo esta vez en DEVICE: auto, cpu, vulkan, o una de varias GPU, como vulkan:1.</translation>
    </message>
    <message>
        <source>A .gguf, a folder with safetensors, or &quot;pocket&quot;.</source>
        <translation>Un .gguf, una carpeta con safetensors o &quot;pocket&quot;.</translation>
    </message>
    <message>
        <source>Portable: keep chats, settings, models and logs below DIR.</source>
        <translation>Portátil: guardar chats, ajustes, modelos y registros en DIR.</translation>
    </message>
    <message>
        <source>For work on the window: answers come from a script, not from a model; without --data, chats are thrown away at the end.</source>
        <translation>Para trabajar en la ventana: las respuestas vienen de un guion, no de un modelo; sin --data, los chats se descartan al final.</translation>
    </message>
    <message>
        <source>For debuggers: leave out the kernel&apos;s filter that keeps the window off the network.</source>
        <translation>Para depuradores: prescindir del filtro del kernel que mantiene la ventana fuera de la red.</translation>
    </message>
</context>
</TS>
